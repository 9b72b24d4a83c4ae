import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { ChangeApiKey, changeApiKey } from '../../features/api-key/server/change-api-key.ts';
import { CreateApiKey, createApiKey } from '../../features/api-key/server/create-api-key.ts';
import { listApiKeys } from '../../features/api-key/server/list-api-keys.ts';
import { revokeApiKey } from '../../features/api-key/server/revoke-api-key.ts';
import { RotateApiKey, rotateApiKey } from '../../features/api-key/server/rotate-api-key.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { once } from '../http/once.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/projects/:projectId/api-keys`. */
export function apiKeyRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/', async (c) => answerJson(c, { data: await listApiKeys(deps, await projectPrincipal(deps, c)) }));
  app.post('/', once(deps, { isSecret: true }), async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await createApiKey(deps, principal, await readJson(c, CreateApiKey)), 201);
  });
  app.patch('/:apiKeyId', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const change = await readJson(c, ChangeApiKey);
    return answerJson(c, await changeApiKey(deps, principal, { apiKeyId: c.req.param('apiKeyId'), change }));
  });
  app.post('/:apiKeyId/rotate', once(deps, { isSecret: true }), async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = await readJson(c, RotateApiKey);
    return answerJson(c, await rotateApiKey(deps, principal, { apiKeyId: c.req.param('apiKeyId'), ...asked }));
  });
  app.delete('/:apiKeyId', async (c) =>
    answerJson(c, await revokeApiKey(deps, await projectPrincipal(deps, c), c.req.param('apiKeyId'))),
  );
  return app;
}
