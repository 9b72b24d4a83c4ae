import { expect, it } from 'vitest';
import { findDifference } from './same-work.ts';

const version = 'x';

it.each([
  [{}, {}, null],
  [{ parameters: 2_609_538 }, { parameters: 2_609_794 }, null], // PyTorch's second bias of an LSTM
  [{ parameters: 100 }, { parameters: 101 }, '100 parameters against 101'],
  [{ losses: [11, 10.5] }, { losses: [11.001, 10.5001] }, null],
  [{ losses: [11, 10.5] }, { losses: [11, 10.9] }, 'the loss of step 2 is 10.5 against 10.9'],
  [{ losses: [Number.NaN] }, { losses: [11] }, 'the loss of step 1 is NaN against 11'],
  [{ losses: [11] }, {}, null],
  [{ result: 'a' }, { result: 'a' }, null],
  [{ result: 'a' }, { result: 'b' }, 'the results differ (a, b)'],
])('compares %j with %j', (ours, theirs, expected) => {
  expect(findDifference({ version, ...ours }, { version, ...theirs })).toBe(expected);
});
