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
    return answerJson(c, { data: await searchNames(deps, principal, parseInput(SearchInput, c.req.query())) });
  });
  return app;
}
