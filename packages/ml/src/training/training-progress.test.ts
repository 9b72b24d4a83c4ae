import { expect, it } from 'vitest';
import { newProgress, recordEvaluation } from './training-progress.ts';

it('keeps the evaluation with the lowest loss and stops after enough without gain', () => {
  const progress = newProgress();
  const isBest = [3, 2, 2, 2.5, 1].map((loss, i) => {
    progress.step = i + 1;
    const metrics = { loss, perplexity: Math.exp(loss), tokenAccuracy: 0, tokens: 1 };
    return [recordEvaluation(progress, metrics, 2), progress.stoppedEarly];
  });
  expect(isBest).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [false, true],
    [true, false],
  ]);
  expect(progress.best).toMatchObject({ step: 5, metrics: { loss: 1 } });
});
