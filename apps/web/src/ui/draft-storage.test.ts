import { expect, it } from 'vitest';
import { draftPrefix, forgetDrafts } from './draft-storage.ts';

function storageOf(...keys: string[]) {
  const kept = new Map(keys.map((key) => [key, 'x']));
  return {
    kept,
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
    removeItem: (key: string) => void kept.delete(key),
  };
}

it('forgets every draft of the tab and of the browser, and nothing else', () => {
  const tab = storageOf(`${draftPrefix}new-job:/a`, `${draftPrefix}new-job:/b`, 'theme');
  const browser = storageOf('theme', `${draftPrefix}dataset-edits:dsv_1`);
  forgetDrafts(() => [tab, browser]);
  expect([[...tab.kept.keys()], [...browser.kept.keys()]]).toEqual([['theme'], ['theme']]);
});

it('lets somebody sign out whose browser forbids storages', () => {
  expect(() =>
    forgetDrafts(() => {
      throw new Error('SecurityError');
    }),
  ).not.toThrow();
});
