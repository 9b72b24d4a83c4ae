import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { checkTarget, lookupPublic } from './hub-address.ts';
import { importRefused } from './import-refused.ts';

export interface HubAccess {
  /** `https://huggingface.co` or the operator's own; the only place that may be private or without TLS. */
  endpoint: string;
  /** Sent to the endpoint only, never to where it redirects. */
  token?: string;
}

export interface HubRequest {
  hub: HubAccess;
  /** Of the endpoint, from its first slash. */
  path: string;
  /** Bytes that are here already. */
  from?: number;
  signal: AbortSignal;
}

export interface HubResponse {
  /** What the last server answers; read its body or destroy it. */
  message: IncomingMessage;
  /** Headers of the endpoint itself: it names the checksum before it redirects to where the bytes are. */
  own: http.IncomingHttpHeaders;
}

const redirectsMax = 5;
/** A server that says nothing for so long is given up. */
const silenceMsMax = 30_000;
const redirects: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/** GET, through redirects. Throws `internal_error` (retryable) when the connection fails, `invalid_file` for a forbidden place. */
export async function requestHub({ hub, path, from = 0, signal }: HubRequest): Promise<HubResponse> {
  const endpoint = new URL(hub.endpoint);
  let url = new URL(`${endpoint.pathname.replace(/\/$/, '')}${path}`, endpoint);
  let own: http.IncomingHttpHeaders = {};
  for (let hop = 0; hop <= redirectsMax; hop++) {
    checkTarget(url, endpoint);
    const isOwn = url.origin === endpoint.origin;
    const headers = {
      'user-agent': 'modelmint',
      'accept-encoding': 'identity',
      ...(isOwn && hub.token !== undefined ? { authorization: `Bearer ${hub.token}` } : {}),
      ...(from > 0 ? { range: `bytes=${from}-` } : {}),
    };
    const message = await requestOnce(url, { headers, signal, isOwn });
    if (isOwn) own = { ...own, ...message.headers };
    const { location } = message.headers;
    if (!redirects.includes(message.statusCode) || location === undefined) return { message, own };
    message.destroy();
    url = parseLocation(location, url);
  }
  throw importRefused(`The hub redirects more than ${redirectsMax} times.`);
}

function parseLocation(location: string, base: URL): URL {
  const url = URL.canParse(location, base.href) ? new URL(location, base) : null;
  if (url === null) throw importRefused('The hub redirects to something that is no address.');
  return url;
}

function requestOnce(
  url: URL,
  { headers, signal, isOwn }: { headers: Record<string, string>; signal: AbortSignal; isOwn: boolean },
): Promise<IncomingMessage> {
  const program = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    // Each on a connection of its own: one that is kept alive was resolved for somebody else's request.
    const request = program.get(url, { headers, signal, agent: false, ...(isOwn ? {} : { lookup: lookupPublic }) });
    request.setTimeout(silenceMsMax, () => request.destroy(new Error(`nothing came for ${silenceMsMax / 1000} s`)));
    request.once('response', resolve);
    request.once('error', (error) => reject(signal.aborted ? signal.reason : asAway(error, url.host)));
  });
}

/** A fault of the line, which may pass; what we refuse ourselves comes through as it is. */
export function asAway(error: unknown, host: string): unknown {
  if (isAppError(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new AppError('internal_error', `${host} does not answer (${why.slice(0, 200)}).`, {
    retryable: true,
    cause: error,
  });
}
