import { expect, test } from 'vitest';
import { emptyReadingForm, noColumn, readingFormOf, readingSpecOf, targetOf, withRole } from './reading-form.ts';

test.each<Parameters<typeof readingFormOf>>([
  [{}],
  [{ task: 'text-classification', textColumn: 'a', labelColumn: 'b' }],
  [{ task: 'tabular', columns: [{ name: 'a', role: 'target' }], targetKind: 'label' }],
  [{ task: 'recommendation', userColumn: 'a', ratingColumn: null, timeColumn: 'when' }],
  [{ task: 'image-classification' }],
])('%j comes back from the form as it went in', (spec) => {
  expect(readingSpecOf(readingFormOf(spec))).toEqual(spec);
});

test('none is another choice than the content decides', () => {
  expect(readingFormOf({})).toEqual(emptyReadingForm);
  expect(readingFormOf({ ratingColumn: null })).toMatchObject({ ratingColumn: noColumn, timeColumn: '' });
});

test('there is one target, and a role can be given back to the content', () => {
  const first = withRole([], 'a', 'target');
  const second = withRole(first, 'b', 'target');
  expect(second).toEqual([{ name: 'b', role: 'target' }]);
  expect(targetOf({ roles: withRole(second, 'a', 'numeric') })).toBe('b');
  expect(withRole(second, 'b', null)).toEqual([]);
  expect(withRole(second, 'b', 'ignored')).toEqual([{ name: 'b', role: 'ignored' }]);
});
