import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from '@modelmint/domain/public-address';
import { importRefused } from './import-refused.ts';

/**
 * Where a request may go: https to public addresses, and whatever the operator's own setting names.
 * Names are judged again by `lookupPublic` when they are resolved.
 */
export function checkTarget(url: URL, endpoint: URL): void {
  if (url.origin === endpoint.origin) return;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:') throw importRefused(`The hub sends us to ${url.origin}, which is not https.`);
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(url.hostname);
}

/** Resolves a name for the socket that is about to be opened, so that it cannot mean something else a moment later. */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error: Error | null, addresses: LookupAddress[]) => {
    if (error !== null) return done(error, '', 4);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(notPublic(hostname), '', 4);
    if (options.all === true) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

function notPublic(host: string) {
  return importRefused(`${host} is not an address on the public internet, so nothing is fetched from it.`);
}
