import { findApiKey } from '@modelmint/db/system/find-api-key';
import { isWellFormedApiKey } from '@modelmint/domain/api-key';
import { AppError } from '@modelmint/domain/errors';
import { suspendedError } from '@modelmint/domain/suspension';
import type { MiddlewareHandler } from 'hono';
import type { Deps } from '../../deps.ts';
import { hashApiKey } from '../../features/api-key/server/hash-api-key.ts';
import type { ApiEnv } from './api-env.ts';
import { auditFrom } from './client-address.ts';

/** The message begins so in OpenAI's API, and LiteLLM tells a wrong key by it. The key itself is never repeated. */
const refused = (why: string) =>
  new AppError('invalid_api_key', `Incorrect API key provided: ${why} You find your keys on the page API keys.`);

/** Sets `key` and `principal`. A key that cannot be one of ours costs no look into the database. */
export function authenticateKey(deps: Deps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = readKey(c.req.header('authorization'), c.req.header('api-key'));
    if (given === null) throw refused('none was sent. Send it as "Authorization: Bearer sk-mm-…".');
    if (!isWellFormedApiKey(given)) throw refused('it is not a key of this platform, or was not copied whole.');
    const key = await findApiKey(deps.db, hashApiKey(deps.env.secrets.apiKeyPepper, given));
    if (key === null) throw refused('it does not exist.');
    if (key.revokedAt !== null) throw refused('it was revoked.');
    if (key.expiresAt !== null && key.expiresAt.getTime() <= Date.now()) throw refused('it has expired.');
    if (key.archivedAt !== null) throw refused('its project is archived.');
    if (key.deleteRequestedAt !== null) throw refused('its organization is being deleted.');
    if (key.suspendedReason !== null) throw suspendedError(key.suspendedReason);
    if (key.replacedUntil !== null && key.replacedUntil.getTime() <= Date.now())
      throw refused('it was replaced by a rotation. Use the new one.');
    const { organizationId, projectId } = key;
    refuseOthers(c.req.header('openai-organization'), organizationId, 'mismatched_organization');
    refuseOthers(c.req.header('openai-project'), projectId, 'mismatched_project');
    refuseOthers(c.req.param('project'), projectId, 'mismatched_project');
    c.env.outgoing.setHeader('openai-organization', organizationId);
    c.set('key', key);
    const from = auditFrom(c.env.incoming, deps.env.trustedProxies);
    c.set('principal', { organizationId, projectId, role: 'MEMBER', userId: null, apiKeyId: key.id, key, from });
    await next();
  };
}

function readKey(authorization: string | undefined, apiKey: string | undefined): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  return bearer ?? apiKey?.trim() ?? null;
}

function refuseOthers(
  asked: string | undefined,
  own: string,
  code: 'mismatched_organization' | 'mismatched_project',
): void {
  if (asked === undefined || asked === '' || asked === own) return;
  const what = code === 'mismatched_project' ? 'project' : 'organization';
  throw new AppError(
    code,
    `The API key does not belong to the ${what} that the request names. Leave it out or use its key.`,
  );
}
