import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import {
  type OrganizationPrincipal,
  type Principal,
  requireRecentSignIn,
} from '../../features/organization/server/principal.ts';
import {
  requireOperator,
  requireOrganizationPrincipal,
  requirePrincipal,
} from '../../features/organization/server/require-principal.ts';
import type { ApiEnv } from './api-env.ts';
import { auditFrom } from './client-address.ts';
import { refuseToSupport } from './refuse-to-support.ts';

/** The person of the cookie in the project of the path; `not_found` for a project of somebody else. */
export async function projectPrincipal(deps: Deps, c: Context<ApiEnv>): Promise<Principal> {
  const principal = await requirePrincipal(deps, c.req.header('cookie'), c.req.param('projectId') ?? '');
  refuseToSupport(principal, c.req);
  return { ...principal, from: auditFrom(c.env.incoming, deps.env.trustedProxies) };
}

/** The same in the organization of the path. */
export async function organizationPrincipal(deps: Deps, c: Context<ApiEnv>): Promise<OrganizationPrincipal> {
  const asked = c.req.param('organizationId') ?? '';
  const principal = await requireOrganizationPrincipal(deps, c.req.header('cookie'), asked);
  refuseToSupport(principal, c.req);
  return { ...principal, from: auditFrom(c.env.incoming, deps.env.trustedProxies) };
}

/** The operator of the cookie; `not_found` for everybody else. */
export async function operatorActor(deps: Deps, c: Context<ApiEnv>): Promise<OperatorActor> {
  const { userId } = await requireOperator(deps, c.req.header('cookie'));
  return { userId, from: auditFrom(c.env.incoming, deps.env.trustedProxies) };
}

/** The same for what is dangerous: they have proved lately who they are, else `reauthentication_required`. */
export async function recentOperator(deps: Deps, c: Context<ApiEnv>): Promise<OperatorActor> {
  const { userId, confirmedAt } = await requireOperator(deps, c.req.header('cookie'));
  requireRecentSignIn({ confirmedAt });
  return { userId, from: auditFrom(c.env.incoming, deps.env.trustedProxies) };
}
