import { isIP } from 'node:net';
import { isPublicAddress } from '@modelmint/domain/public-address';
import { makeLookupPublic } from '../lookup-public.ts';
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

export const lookupPublic = makeLookupPublic(notPublic);

function notPublic(host: string) {
  return importRefused(`${host} is not an address on the public internet, so nothing is fetched from it.`);
}
