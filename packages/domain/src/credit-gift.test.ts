import { expect, it, test } from 'vitest';
import { GiveCredit } from './credit-gift.ts';
import { SuspendOrganization, suspendedError } from './suspension.ts';

const gift = { key: 'a-key-of-a-request', amountMicros: '25000000', reason: 'Thanks for the report' };

it('takes an amount in whole cents with a reason', () => {
  expect(GiveCredit.parse(gift)).toEqual({ ...gift, amountMicros: 25_000_000n });
});

it.each([
  ['a short key', { key: 'again' }, 'key'],
  ['nothing', { amountMicros: '0' }, 'amountMicros'],
  ['a debt', { amountMicros: '-1000000' }, 'amountMicros'],
  ['more than $10,000', { amountMicros: '10000010000' }, 'amountMicros'],
  ['parts of a cent', { amountMicros: '1000001' }, 'amountMicros'],
  ['a number', { amountMicros: 1_000_000 }, 'amountMicros'],
  ['no reason', { reason: ' ' }, 'reason'],
  ['a reason that turns round', { reason: 'pay \u202enow' }, 'reason'],
  ['a reason without end', { reason: 'x'.repeat(301) }, 'reason'],
])('refuses %s', (_, change, name) => {
  expect(GiveCredit.safeParse({ ...gift, ...change }).error?.issues[0]?.path).toEqual([name]);
});

test('a suspension needs a reason, which the refusal repeats as a sentence', () => {
  expect(SuspendOrganization.safeParse({ reason: '', cancelJobs: false }).success).toBe(false);
  expect(suspendedError('No card works').message).toContain('organization: No card works. Its data');
  expect(suspendedError('Why?').message).toContain('organization: Why? Its data');
});
