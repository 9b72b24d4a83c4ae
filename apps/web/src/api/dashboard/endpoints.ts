import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { deleteEndpoint, RepointEndpoint, repointEndpoint } from '../../features/endpoint/server/change-endpoint.ts';
import { CreateEndpoint, createEndpoint } from '../../features/endpoint/server/create-endpoint.ts';
import { getEndpoint, listEndpoints } from '../../features/endpoint/server/list-endpoints.ts';
import { listRequests } from '../../features/endpoint/server/list-requests.ts';
import { readRequestFigures } from '../../features/endpoint/server/sum-requests.ts';
import { requestRanges } from '../../features/endpoint/ui/request-range.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery } from '../http/list-query.ts';
import { once } from '../http/once.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const RequestPage = listQuery({ limit: 50, limitMax: 200 });

const FigureRange = z.object({ range: z.enum(requestRanges).default('24h') });

/** Below `/api/projects/:projectId/endpoints`. */
export function endpointRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/', async (c) => answerJson(c, { data: await listEndpoints(deps, await projectPrincipal(deps, c)) }));
  app.post('/', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await createEndpoint(deps, principal, await readJson(c, CreateEndpoint)), 201);
  });
  app.get('/:endpointId', async (c) =>
    answerJson(c, await getEndpoint(deps, await projectPrincipal(deps, c), c.req.param('endpointId'))),
  );
  app.patch('/:endpointId', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = await readJson(c, RepointEndpoint);
    return answerJson(c, await repointEndpoint(deps, principal, { ...asked, endpointId: c.req.param('endpointId') }));
  });
  app.delete('/:endpointId', async (c) => {
    await deleteEndpoint(deps, await projectPrincipal(deps, c), c.req.param('endpointId'));
    return answerJson(c, { deleted: true });
  });
  app.get('/:endpointId/figures', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { range } = parseInput(FigureRange, c.req.query());
    const { id: endpointId } = await getEndpoint(deps, principal, c.req.param('endpointId'));
    return answerJson(c, await readRequestFigures(deps, principal, { endpointId, range }));
  });
  app.get('/:endpointId/requests', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const page = parseInput(RequestPage, c.req.query());
    const { id: endpointId } = await getEndpoint(deps, principal, c.req.param('endpointId'));
    const { requests, hasMore } = await listRequests(deps, principal, { endpointId, ...page });
    return answerJson(c, { data: requests, hasMore });
  });
  return app;
}
