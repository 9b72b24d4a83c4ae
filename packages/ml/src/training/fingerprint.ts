import { createHash } from 'node:crypto';
import type { ExampleSet } from './example-set.ts';

/** SHA-256 of what the sets hold, so that a resumed run is known to read the same data. */
export function fingerprint(sets: readonly (ExampleSet | null)[]): string {
  const hash = createHash('sha256');
  for (const set of sets) {
    hash.update(`${set?.count ?? -1};`);
    if (set !== null) for (const part of [set.starts, set.ids, set.weights]) hash.update(part);
  }
  return hash.digest('hex');
}
