import { formatUsd } from '@modelmint/domain/money';
import { expect, test } from 'vitest';
import { returnedMicros } from './returned-micros.ts';

test.each([
  [313_500n, 35_056n, '$0.27'],
  [76_482n, 76_482n, '$0.00'],
  [313_500n, 0n, '$0.31'],
])('of %s held and %s charged, %s comes back', (estimatedMicros, costMicros, shown) => {
  expect(formatUsd(returnedMicros({ estimatedMicros, costMicros }))).toBe(shown);
});
