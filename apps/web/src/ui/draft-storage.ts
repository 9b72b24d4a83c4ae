/** Begins the key of whatever the browser keeps of what somebody wrote and has not saved. */
export const draftPrefix = 'modelmint.draft:';

const browserStorages = (): Storage[] => [sessionStorage, localStorage];

/** For whoever signs out: the next one at this computer finds nothing of it. */
export function forgetDrafts(storages: () => Pick<Storage, 'key' | 'length' | 'removeItem'>[] = browserStorages): void {
  try {
    for (const storage of storages()) {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      for (const key of keys) if (key.startsWith(draftPrefix)) storage.removeItem(key);
    }
  } catch {
    // The browser forbids its storage, so nothing was kept in it.
  }
}
