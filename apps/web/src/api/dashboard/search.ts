import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { SearchInput, searchNames } from '../../features/search/server/search-names.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { projectPrincipal } from '../http/project-principal.ts';

/** Below `/api/projects/:projectId/search`. */
export function searchRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { q: query } = parseInput(SearchInput, c.req.query());
    return answerJson(c, { query, data: await searchNames(deps, principal, query) });
  });
  return app;
}
