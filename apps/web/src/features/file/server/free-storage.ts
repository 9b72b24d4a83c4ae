import type { Storage } from '@modelmint/storage/storage';
import type { Deps } from '../../../deps.ts';

/**
 * Removes the bytes that a committed delete has left. A failure is logged only: the rows are gone, which is what was
 * asked for, and the storage sweep removes bytes that no row names.
 */
export async function freeStorage(
  deps: Pick<Deps, 'storage' | 'log'>,
  remove: (storage: Storage) => Promise<void>,
): Promise<void> {
  try {
    await remove(deps.storage);
  } catch (error) {
    deps.log.warn({ err: error }, 'deleted rows left bytes behind: the storage sweep will remove them');
  }
}
