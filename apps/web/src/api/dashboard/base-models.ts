import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { deleteBaseModel } from '../../features/base-model/server/delete-base-model.ts';
import { getBaseModel } from '../../features/base-model/server/get-base-model.ts';
import { ImportBaseModel, importBaseModel } from '../../features/base-model/server/import-base-model.ts';
import { listBaseModels } from '../../features/base-model/server/list-base-models.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { once } from '../http/once.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/projects/:projectId/base-models`. */
export function baseModelRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/', async (c) => answerJson(c, { data: await listBaseModels(deps, await projectPrincipal(deps, c)) }));
  app.post('/', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await importBaseModel(deps, principal, await readJson(c, ImportBaseModel)), 201);
  });
  app.get('/:baseModelId', async (c) =>
    answerJson(c, await getBaseModel(deps, await projectPrincipal(deps, c), c.req.param('baseModelId'))),
  );
  app.delete('/:baseModelId', async (c) => {
    await deleteBaseModel(deps, await projectPrincipal(deps, c), c.req.param('baseModelId'));
    return answerJson(c, { deleted: true });
  });
  return app;
}
