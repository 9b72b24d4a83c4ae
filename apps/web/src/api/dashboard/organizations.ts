import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import { CreateOrganization, createOrganization } from '../../features/organization/server/create-organization.ts';
import {
  DeleteOrganization,
  deleteOrganization,
  restoreOrganization,
} from '../../features/organization/server/delete-organization.ts';
import { exportOrganization } from '../../features/organization/server/export-organization.ts';
import { readOrganization } from '../../features/organization/server/read-organization.ts';
import { RenameOrganization, renameOrganization } from '../../features/organization/server/rename-organization.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { auditFrom } from '../http/client-address.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';
import { attachment, sendStream } from '../http/send-stream.ts';

/** Below `/api/organizations`. */
export function organizationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.post('/', async (c) => {
    const { user } = await requireSession(deps, c.req.header('cookie'));
    const { name } = await readJson(c, CreateOrganization);
    const from = auditFrom(c.env.incoming, deps.env.trustedProxies);
    return answerJson(c, await createOrganization(deps, user, { name, from }), 201);
  });
  app.get('/:organizationId', async (c) =>
    answerJson(c, await readOrganization(deps, await organizationPrincipal(deps, c))),
  );
  app.patch('/:organizationId', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await renameOrganization(deps, principal, await readJson(c, RenameOrganization)));
  });
  app.post('/:organizationId/delete', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await deleteOrganization(deps, principal, await readJson(c, DeleteOrganization)));
  });
  app.post('/:organizationId/restore', async (c) =>
    answerJson(c, await restoreOrganization(deps, await organizationPrincipal(deps, c))),
  );
  app.get('/:organizationId/export', async (c) => {
    const { fileName, body } = await exportOrganization(deps, await organizationPrincipal(deps, c));
    const headers = { 'content-type': 'application/jsonl; charset=utf-8', 'content-disposition': attachment(fileName) };
    return sendStream(deps, c, { body, head: { status: 200, headers } });
  });
  return app;
}
