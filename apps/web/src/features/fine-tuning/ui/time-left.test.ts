import { expect, test } from 'vitest';
import { calmSecondsLeft, secondsLeft, stepsPerSecond } from './time-left.ts';

const at = (seconds: number) => new Date(seconds * 1000);
const pace = (from: number, to: number, seconds: number) => ({
  first: { step: from, at: at(0) },
  last: { step: to, at: at(seconds) },
  stepsTotal: 1_000,
});

test('nothing is said in the first 20 s of work, nor without a step', () => {
  expect(secondsLeft(pace(0, 100, 19), at(19))).toBeNull();
  expect(secondsLeft(pace(100, 100, 60), at(60))).toBeNull();
});

test('the rest takes as long as the steps before took, less what has passed since the last report', () => {
  expect(secondsLeft(pace(0, 250, 100), at(100))).toBe(300);
  expect(secondsLeft(pace(0, 250, 100), at(110))).toBe(290);
  expect(secondsLeft(pace(0, 1_000, 100), at(500))).toBe(0);
});

test('pace', () => {
  expect(stepsPerSecond(pace(0, 250, 100))).toBe(2.5);
  expect(stepsPerSecond(pace(0, 0, 100))).toBeNull();
});

test.each([
  [null, null, null],
  [null, 541, 600],
  [600, 481, 540],
  [540, 900, 600],
  [60, 500, 70],
  [70, 12, 20],
  [20, null, 20],
])('after %s shown, %s s are shown as %s', (shown, seconds, next) => {
  expect(calmSecondsLeft(shown, seconds)).toBe(next);
});
