import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '@modelmint/domain/errors';
import { isPublicAddress } from '@modelmint/domain/public-address';
import type { CustomFetch } from 'openid-client';

const timeoutMs = 10_000;
const bytesMax = 1024 * 1024;

const refused = (message: string) => new AppError('invalid_value', message, { param: 'issuer' });
const notPublic = (host: string) =>
  refused(`${host} is not an address on the public internet, so nothing is asked there.`);

/** Resolves a name for the socket that is about to be opened, so that it cannot mean something else a moment later. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error: Error | null, addresses: LookupAddress[]) => {
    if (error !== null) return done(error, '', 4);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(notPublic(hostname), '', 4);
    if (options.all === true) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

/**
 * Whether our server may be sent to an address that a customer wrote: https at a public address, or an origin that the
 * operator named. Names are judged again when they are resolved. Throws `invalid_value`.
 */
export function checkIssuerAddress(url: URL, internalIssuers: readonly string[]): void {
  if (internalIssuers.includes(url.origin)) return;
  if (url.protocol !== 'https:') throw refused(`Write an https address; ${url.origin} is none.`);
  if (url.username !== '' || url.password !== '')
    throw refused('An address with a name or password in it is not taken.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(url.hostname);
}

/** `fetch` for addresses of customers: guarded, without redirects, within 10 s and 1 MiB. */
export function guardedFetch(internalIssuers: readonly string[]): CustomFetch {
  return async (address, { body, headers, method }) => {
    const url = new URL(address);
    checkIssuerAddress(url, internalIssuers);
    const isInternal = internalIssuers.includes(url.origin);
    const program = url.protocol === 'http:' ? http : https;
    const sent = body === undefined || body === null ? null : Buffer.from(String(body));
    return new Promise<Response>((resolve, reject) => {
      const request = program.request(
        url,
        {
          method,
          headers: { ...headers, ...(sent === null ? {} : { 'content-length': String(sent.length) }) },
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
          ...(isInternal ? {} : { lookup: lookupPublic }),
        },
        (message) => {
          const parts: Buffer[] = [];
          let length = 0;
          message.on('data', (part: Buffer) => {
            length += part.length;
            if (length > bytesMax) message.destroy(refused(`${url.host} answers with more than 1 MiB.`));
            else parts.push(part);
          });
          message.once('error', reject);
          message.once('end', () => resolve(responseOf(message, Buffer.concat(parts))));
        },
      );
      request.once('error', reject);
      request.end(sent ?? undefined);
    });
  };
}

function responseOf(message: http.IncomingMessage, body: Buffer): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const status = message.statusCode ?? 502;
  return new Response([101, 204, 205, 304].includes(status) ? null : new Uint8Array(body), { status, headers });
}
