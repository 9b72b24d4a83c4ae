import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '@modelmint/domain/public-address';

/** Resolves a name for the socket that is about to be opened, so that it cannot mean something else a moment later. */
export function makeLookupPublic(refuse: (hostname: string) => Error): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error: Error | null, addresses: LookupAddress[]) => {
      if (error !== null) return done(error, '', 4);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
        return done(refuse(hostname), '', 4);
      if (options.all === true) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}
