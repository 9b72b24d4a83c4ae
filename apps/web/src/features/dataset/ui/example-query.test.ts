import { expect, test } from 'vitest';
import { ExampleQuery, exampleHref } from './example-query.ts';

test('what is asked for survives the URL', () => {
  const query = { split: 'validation', q: 'a & b', label: 'all', after: '50.1234.2', version: 2 } as const;
  expect(ExampleQuery.parse(Object.fromEntries(new URLSearchParams(exampleHref(query))))).toEqual(query);
});

test('what makes no sense is not asked for', () => {
  const wrong = { split: 'test', q: 'x'.repeat(201), label: 'all', after: '-1', version: '0' };
  expect(ExampleQuery.parse(wrong)).toEqual({ split: 'train', q: '' });
});
