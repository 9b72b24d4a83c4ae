import { findSsoById } from '@modelmint/db/system/sign-in-by-identity';
import { normalizeEmail } from '@modelmint/domain/email-address';
import { AppError } from '@modelmint/domain/errors';
import type { Role } from '@modelmint/domain/roles';
import type { SignInMethod } from '@modelmint/domain/sign-in-method';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { askIssuer } from '../../sso/server/ask-issuer.ts';
import { guardedFetch } from '../../sso/server/guarded-fetch.ts';
import { openSsoSecret } from '../../sso/server/sso-secret.ts';

/** Who came back. */
export interface Profile {
  subject: string;
  /** In its normal form, and proved. */
  email: string;
  name: string;
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

/** A service that says who somebody is. */
export interface Provider {
  method: SignInMethod;
  config: oidc.Configuration;
  scope: string;
  /** Of OpenID Connect, with a nonce in its answer. */
  hasIdToken: boolean;
  /** Takes people in who were not there. */
  joins?: { organizationId: string; role: Role };
  readProfile(tokens: Tokens): Promise<Profile>;
}

const noProvider = () =>
  new AppError('not_found', 'There is no such way to sign in here. It may have been turned off.');

/** `github`, `google`, or the id of an organization's connection. Throws `not_found` for one that is not there. */
export async function openProvider(deps: Deps, provider: string): Promise<Provider> {
  if (provider === 'github') return openGitHub(deps);
  if (provider === 'google') return openGoogle(deps);
  const found = await findSsoById(deps.db, provider);
  if (found === null) throw noProvider();
  const { issuer, clientId, domain, organizationId, defaultRole: role } = found;
  return {
    method: 'sso',
    config: await askIssuer(deps, { issuer, clientId, clientSecret: openSsoSecret(deps, found) }),
    scope: 'openid email profile',
    hasIdToken: true,
    joins: { organizationId, role },
    readProfile: async (tokens) => {
      const claims = Claims.parse(tokens.claims());
      const email = normalizeEmail(claims.email ?? '');
      // The organization has proved the domain and may speak for its addresses, and for no others.
      if (email === null || !email.endsWith(`@${domain}`) || claims.email_verified === false)
        throw new AppError('permission_denied', `The service gave no confirmed address of ${domain}.`);
      return { subject: claims.sub, email, name: shownName(claims.name, email) };
    },
  };
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

/** One visible line of at most 80 characters. */
function shownName(name: string | undefined, email: string): string {
  const line = [...(name ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim()].slice(0, 80).join('').trim();
  return line === '' ? email.slice(0, email.indexOf('@')).slice(0, 80) : line;
}

const unproved = (service: string) =>
  new AppError('permission_denied', `${service} knows no confirmed address of yours. Confirm one there first.`);

async function openGoogle(deps: Deps): Promise<Provider> {
  const client = deps.env.providers.google;
  if (client === undefined) throw noProvider();
  return {
    method: 'google',
    config: await askIssuer(deps, { ...client, issuer: client.issuer ?? 'https://accounts.google.com' }),
    scope: 'openid email profile',
    hasIdToken: true,
    readProfile: async (tokens) => {
      const claims = Claims.parse(tokens.claims());
      const email = normalizeEmail(claims.email ?? '');
      if (email === null || claims.email_verified !== true) throw unproved('Google');
      return { subject: claims.sub, email, name: shownName(claims.name, email) };
    },
  };
}

const GitHubUser = z.object({ id: z.number().int(), name: z.string().nullish() });
const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub speaks OAuth without OpenID Connect: who it is must be asked for. */
async function openGitHub({ env }: Deps): Promise<Provider> {
  const client = env.providers.github;
  if (client === undefined) throw noProvider();
  const site = client.issuer ?? 'https://github.com';
  const api = client.issuer ?? 'https://api.github.com';
  const config = new oidc.Configuration(
    {
      issuer: site,
      authorization_endpoint: `${site}/login/oauth/authorize`,
      token_endpoint: `${site}/login/oauth/access_token`,
    },
    client.clientId,
    undefined,
    oidc.ClientSecretPost(client.clientSecret),
  );
  config[oidc.customFetch] = guardedFetch(env.internalIssuers);
  if (site.startsWith('http:')) oidc.allowInsecureRequests(config);
  const ask = async (token: string, path: string): Promise<unknown> => {
    const headers = new Headers({ accept: 'application/json', 'user-agent': 'modelmint' });
    return (await oidc.fetchProtectedResource(config, token, new URL(`${api}${path}`), 'GET', null, headers)).json();
  };
  return {
    method: 'github',
    config,
    scope: 'read:user user:email',
    hasIdToken: false,
    readProfile: async ({ access_token: token }) => {
      const user = GitHubUser.parse(await ask(token, '/user'));
      const emails = GitHubEmails.parse(await ask(token, '/user/emails'));
      const email = normalizeEmail(emails.find(({ primary, verified }) => primary && verified)?.email ?? '');
      if (email === null) throw unproved('GitHub');
      return { subject: String(user.id), email, name: shownName(user.name ?? undefined, email) };
    },
  };
}
