import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { enforceSso, removeSso, verifySsoDomain } from '../../features/sso/server/change-sso.ts';
import { readSso, SsoInput, saveSso } from '../../features/sso/server/save-sso.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** `/api/organizations/:organizationId/sso` */
export function ssoRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get('/', async (c) => c.json({ sso: await readSso(deps, await organizationPrincipal(deps, c)) }));
  app.put('/', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return c.json(await saveSso(deps, principal, await readJson(c, SsoInput)));
  });
  app.patch('/', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const { isEnforced } = await readJson(c, z.strictObject({ isEnforced: z.boolean() }));
    return c.json(await enforceSso(deps, principal, isEnforced));
  });
  app.post('/verify-domain', async (c) => c.json(await verifySsoDomain(deps, await organizationPrincipal(deps, c))));
  app.delete('/', async (c) => {
    await removeSso(deps, await organizationPrincipal(deps, c));
    return c.json({ status: 'removed' });
  });
  return app;
}
