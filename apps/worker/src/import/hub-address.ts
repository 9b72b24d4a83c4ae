import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { importRefused } from './import-refused.ts';

/** What is not on the public internet: RFC 6890 and multicast. */
const blocked = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  blocked.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only global unicast is public, without what stands for IPv4 or for documentation. */
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');
const blockedV6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  blockedV6.addSubnet(net, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  if (isIP(plain) === 4) return !blocked.check(plain, 'ipv4');
  return isIP(plain) === 6 && publicV6.check(plain, 'ipv6') && !blockedV6.check(plain, 'ipv6');
}

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
