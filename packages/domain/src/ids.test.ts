import { expect, test } from 'vitest';
import { type IdKind, idPrefixes, newId, parseId, randomBase62 } from './ids.ts';

test('an id tells its kind and is new each time', () => {
  const kinds = Object.keys(idPrefixes) as IdKind[];
  for (const kind of kinds) {
    const id = newId(kind);
    expect(parseId(kind, id)).toBe(id);
    expect(newId(kind)).not.toBe(id);
  }
  expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
});

test.each([
  ['file', ''],
  ['file', 'file-'],
  ['file', 'file-short'],
  ['file', `ftjob-${'a'.repeat(24)}`],
  ['file', `file-${'a'.repeat(23)}'`],
  ['file', `file-${'a'.repeat(25)}`],
  ['organization', `org_${'a'.repeat(24)}`],
] as const)('%s: %j is no id', (kind, text) => {
  expect(parseId(kind, text)).toBeNull();
});

test('every letter is about equally likely', () => {
  const counts = new Map<string, number>();
  for (const letter of randomBase62(62_000)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(62);
  expect(Math.min(...counts.values())).toBeGreaterThan(800);
  expect(Math.max(...counts.values())).toBeLessThan(1200);
});
