import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import { requirePrincipal } from '../../features/organization/server/require-principal.ts';
import type { ApiEnv } from './api-env.ts';

/** The person of the cookie in the project of the path; `not_found` for a project of somebody else. */
export async function projectPrincipal(deps: Deps, c: Context<ApiEnv>): Promise<Principal> {
  return requirePrincipal(deps, c.req.header('cookie'), c.req.param('projectId') ?? '');
}
