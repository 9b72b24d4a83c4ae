import { AppError, isAppError } from '@modelmint/domain/errors';
import * as oidc from 'openid-client';
import type { Deps } from '../../../deps.ts';
import { checkIssuerAddress, guardedFetch } from './guarded-fetch.ts';

interface Client {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What the issuer says of itself. Throws `invalid_value` where there is no usable OpenID Connect issuer. */
export async function askIssuer(
  { env }: Pick<Deps, 'env'>,
  { issuer, clientId, clientSecret }: Client,
): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  checkIssuerAddress(url, env.internalIssuers);
  const isInsecure = url.protocol === 'http:';
  try {
    const config = await oidc.discovery(url, clientId, undefined, oidc.ClientSecretPost(clientSecret), {
      [oidc.customFetch]: guardedFetch(env.internalIssuers),
      timeout: 10,
      // Judged above: only what the operator named is asked without https.
      ...(isInsecure ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    const { authorization_endpoint: page, token_endpoint: token } = config.serverMetadata();
    if (page === undefined || token === undefined) throw notUsable(issuer, 'it names no page to sign in');
    checkIssuerAddress(new URL(page), env.internalIssuers);
    return config;
  } catch (error) {
    throw asRefusal(error, issuer);
  }
}

function notUsable(issuer: string, why: string, cause?: unknown): AppError {
  return new AppError('invalid_value', `${issuer} is no usable OpenID Connect issuer: ${why}. Check the address.`, {
    param: 'issuer',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What we refused ourselves comes through as it is, however deep; nothing of the answer is repeated. */
function asRefusal(error: unknown, issuer: string): unknown {
  for (let inner = error; inner instanceof Error; inner = inner.cause) if (isAppError(inner)) return inner;
  return notUsable(issuer, 'it does not answer as one', error);
}
