import { readBrand } from '@modelmint/db/system/read-brand';
import type { Deps } from '../../../deps.ts';
import { setCurrentBrand } from '../../../i18n/current-brand.ts';

/** After this time a change that another web process made is seen here. */
const freshMs = 5_000;

/**
 * Makes a function that keeps `currentBrand` at most five seconds old. Only the first page of a process waits for it; a
 * database that is down leaves the name that is known.
 */
export function keepBrand(deps: Pick<Deps, 'db' | 'log'>): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let isKnown = false;
  const read = async () => {
    try {
      setCurrentBrand(await readBrand(deps.db));
      isKnown = true;
    } catch (error) {
      deps.log.warn({ err: error }, 'brand: not read');
    } finally {
      readAt = performance.now();
      reading = undefined;
    }
  };
  return async () => {
    if (reading === undefined && performance.now() - readAt > freshMs) reading = read();
    if (!isKnown) await reading;
  };
}
