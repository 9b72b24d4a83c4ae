import { expect, it } from 'vitest';
import { newProgress, planSteps, recordEvaluation } from './training-progress.ts';

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it.each([
  [{ stepsPerEpoch: 10, epochs: 2, evaluationsPerEpoch: 2 }, [5, 10, 15, 20]],
  [{ stepsPerEpoch: 3, epochs: 2, evaluationsPerEpoch: 20 }, [1, 2, 3, 4, 5, 6]],
  [{ stepsPerEpoch: 1, epochs: 3, evaluationsPerEpoch: 1 }, [1, 2, 3]],
  [{ stepsPerEpoch: 7, epochs: 1, evaluationsPerEpoch: 3 }, [2, 5, 7]],
])('evaluates %o at %o, always at the end of an epoch', (options, expected) => {
  const plan = planSteps(options);
  expect(numbers(1, plan.steps).filter(plan.isEvaluation)).toEqual(expected);
});

it('reports about 100 times, and at every evaluation', () => {
  const plan = planSteps({ stepsPerEpoch: 1000, epochs: 4, evaluationsPerEpoch: 3 });
  const reports = numbers(1, plan.steps).filter(plan.isReport);
  expect(reports.length).toBeGreaterThan(95);
  expect(reports.length).toBeLessThan(115);
  for (const step of numbers(1, plan.steps).filter(plan.isEvaluation)) expect(reports).toContain(step);
});

it('stops after so many evaluations without gain, counted anew from each best', () => {
  const progress = newProgress();
  const results = [3, 2, 2.5, 1, 1, 1].map((loss, i) => {
    progress.step = i + 1;
    return [recordEvaluation(progress, loss, 2), progress.stoppedEarly];
  });
  expect(results).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [true, false],
    [false, false],
    [false, true],
  ]);
  expect(progress).toMatchObject({ bestLoss: 1, bestStep: 4 });
});
