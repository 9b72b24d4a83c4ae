import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { findSsoConnection, saveSsoConnection } from '@modelmint/db/sso/sso-connection';
import { withOrg } from '@modelmint/db/with-org';
import { changedMeanwhile } from '@modelmint/domain/changed-meanwhile';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { roles } from '@modelmint/domain/roles';
import { sealSecret } from '@modelmint/domain/seal-secret';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { makeToken } from '../../account/server/session-cookie.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { askIssuer } from './ask-issuer.ts';
import { ssoActor } from './sso-actor.ts';
import { openSsoSecret, ssoPlace } from './sso-secret.ts';
import { type SsoView, ssoView } from './sso-view.ts';

const domainShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

const defaultRole = z.enum(['MEMBER', 'VIEWER', 'BILLING']);

export const SsoInput = z.strictObject({
  issuer: z.string().trim().max(500).refine(URL.canParse, 'write the address of the issuer, https://id.example.com'),
  clientId: z.string().trim().min(1, 'write the client id').max(300),
  /** Left out: the one that is kept. */
  clientSecret: z.string().trim().min(1).max(1_000).optional(),
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(domainShape, 'write the part of your addresses behind the @, such as example.com'),
  defaultRole: defaultRole.default('MEMBER'),
  /** What whoever saves it has read; refused when it is another by now. */
  was: z
    .union([
      z.literal('none'),
      z.strictObject({ issuer: z.string(), clientId: z.string(), domain: z.string(), defaultRole: z.enum(roles) }),
    ])
    .optional(),
});
export type SsoInput = z.infer<typeof SsoInput>;

/** The settings, or null. */
export async function readSso(deps: Pick<Deps, 'db'>, principal: OrganizationPrincipal): Promise<SsoView | null> {
  requirePermission(principal, 'organization.write');
  const found = await withOrg(deps.db, principal.organizationId, (tx) => findSsoConnection(tx));
  return found === null ? null : ssoView(found);
}

/**
 * Keeps the settings once the issuer has answered. Another domain has to be proved anew. A secret that is kept is never
 * sent to another issuer. Throws `invalid_value`, and `conflict` when somebody saved others meanwhile.
 */
export async function saveSso(deps: Deps, principal: OrganizationPrincipal, input: SsoInput): Promise<SsoView> {
  requirePermission(principal, 'organization.write');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  const kept = await withOrg(deps.db, organizationId, (tx) => findSsoConnection(tx));
  const clientSecret = input.clientSecret ?? keptSecret(deps, kept, input);
  const { issuer, clientId, domain, defaultRole, was } = input;
  if (was !== undefined && told(was) !== told(kept ?? 'none')) throw changedMeanwhile();
  await askIssuer(deps, { issuer, clientId, clientSecret });
  // Whom another issuer calls the same is somebody else, and for people of a domain that was left nobody here speaks any
  // more: with a new id, no identity of the old one is found.
  const isSame = kept !== null && kept.issuer === issuer && kept.domain === domain;
  const id = isSame ? kept.id : newId('ssoConnection');
  const sealedSecret = sealSecret(deps.env.secrets.authSecret, ssoPlace(id), clientSecret);
  const proof = kept?.domain === domain ? {} : { domainToken: makeToken(), domainVerifiedAt: null, isEnforced: false };
  const saved = await withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    if (told((await findSsoConnection(tx)) ?? 'none') !== told(kept ?? 'none')) throw changedMeanwhile();
    return saveSsoConnection(tx, {
      connection: { id, organizationId, issuer, clientId, sealedSecret, domain, defaultRole, ...proof },
      ...ssoActor(principal),
    });
  });
  return ssoView(saved);
}

/** What a page has shown of it. */
function told(sso: NonNullable<SsoInput['was']>): string {
  if (sso === 'none') return sso;
  return JSON.stringify([sso.issuer, sso.clientId, sso.domain, sso.defaultRole]);
}

function keptSecret(deps: Deps, kept: Awaited<ReturnType<typeof findSsoConnection>>, input: SsoInput): string {
  if (kept !== null && new URL(kept.issuer).origin === new URL(input.issuer).origin) return openSsoSecret(deps, kept);
  throw new AppError('missing_required_parameter', 'Write the client secret: it is kept for one issuer only.', {
    param: 'clientSecret',
  });
}
