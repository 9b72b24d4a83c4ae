import { expect, test } from 'vitest';
import { linkOf } from './link-of.ts';

test.each([
  ['api.md', '/docs/api'],
  ['base-models.md#import', '/docs/base-models#import'],
  ['#tables', '#tables'],
  ['https://example.com/a', 'https://example.com/a'],
  ['../packages/ml/README.md', null],
  ['STATUS.md', null],
  ['javascript:alert(1)', null],
  ['http://example.com', null],
])('%s leads to %s', (href, expected) => {
  expect(linkOf(href)).toBe(expected);
});
