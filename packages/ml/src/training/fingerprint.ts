import { createHash } from 'node:crypto';
import type { HfConfig } from '../architectures/architecture.ts';
import type { ExampleSet } from './example-set.ts';

/** SHA-256 of a model's config and of what the sets hold, so that a resumed run is known to train the same on the same. */
export function fingerprint(config: HfConfig, sets: readonly (ExampleSet | null)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(config));
  for (const set of sets) {
    hash.update(`${set?.count ?? -1};`);
    if (set !== null) for (const part of [set.starts, set.ids, set.weights]) hash.update(part);
  }
  return hash.digest('hex');
}
