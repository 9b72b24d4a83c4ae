import { expect, it } from 'vitest';
import { figure, judge } from './verdict.ts';

const row = { name: 'lstm', unit: 'samples/s' };
const ours = { name: 'ours (a)', rates: [100, 300, 200] };
const theirs = { name: 'PyTorch (b)', rates: [400, 100, 250] };

it.each([
  [
    0.8,
    true,
    'lstm: ours (a) 200 (100, 300, 200) · PyTorch (b) 250 (400, 100, 250) samples/s: ratio 0.80, goal ≥ 0.80',
  ],
  [0.81, false, /ratio 0\.80, goal ≥ 0\.81 {2}BELOW$/],
])('compares medians with the goal %d', (goal, isReached, line) => {
  const verdict = judge(row, ours, { theirs, goal, difference: null });
  expect(verdict.isReached).toBe(isReached);
  if (typeof line === 'string') expect(verdict.line).toBe(line);
  else expect(verdict.line).toMatch(line);
});

it('reaches no goal with other work', () => {
  const verdict = judge(row, ours, { theirs, goal: 0.1, difference: '5 parameters against 6' });
  expect(verdict.isReached).toBe(false);
  expect(verdict.line).toMatch(/BELOW: not the same work, 5 parameters against 6$/);
});

it.each([
  [1234.5, '1235'],
  [99.94, '99.9'],
  [0.51234, '0.512'],
])('shows %d as %s', (rate, text) => {
  expect(figure(rate)).toBe(text);
});
