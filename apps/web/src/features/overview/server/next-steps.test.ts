import { expect, test } from 'vitest';
import { type NextStep, nextSteps, stepsOf, type Ticked } from './next-steps.ts';

const ticked = (...done: NextStep[]): Ticked =>
  ({
    data: false,
    job: false,
    endpoint: false,
    key: false,
    call: false,
    ...Object.fromEntries(done.map((step) => [step, true])),
  }) as Ticked;

test.each([
  ['nothing', [], 'data'],
  ['data', ['data'], 'job'],
  ['a key before the rest', ['key'], 'data'],
  ['all but the call', ['data', 'job', 'endpoint', 'key'], 'call'],
] as const)('with %s the next step is found', (_, done, next) => {
  const steps = stepsOf(ticked(...done));
  expect(steps?.filter(({ isNext }) => isNext).map(({ step }) => step)).toEqual([next]);
  expect(steps?.filter(({ isDone }) => isDone).map(({ step }) => step)).toEqual(
    nextSteps.filter((step) => (done as readonly string[]).includes(step)),
  );
});

test('no list is left when all is done', () => {
  expect(stepsOf(ticked(...nextSteps))).toBeNull();
});
