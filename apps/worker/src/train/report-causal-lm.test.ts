import type { StepEvent } from '@modelmint/ml/training/training-event';
import { expect, test } from 'vitest';
import { openParent } from './parent.ts';
import { reportCausalLm } from './report-causal-lm.ts';
import type { TrainAnswer } from './train-message.ts';

const stepAt = (step: number, stepsTotal: number): StepEvent => ({
  kind: 'step',
  step,
  stepsTotal,
  epoch: 1,
  loss: step,
  learningRate: 0.1,
  gradNorm: 1,
  tokensSeen: step * 10,
  tokensTrained: step * 5,
});

function open(evaluateEverySteps: number) {
  const said: TrainAnswer[] = [];
  const parent = openParent(async (answer) => {
    said.push(answer);
    if (answer.kind === 'checkpoint') queueMicrotask(() => parent.taken(answer.step));
  });
  return { said, report: reportCausalLm({ evaluateEverySteps }, parent) };
}

test('a long run tells about a hundred means, a short one each step', async () => {
  const { said, report } = open(1_000);
  for (let step = 1; step < 1_000; step++) await report(stepAt(step, 1_000));
  expect(said).toHaveLength(99);
  expect(said[0]).toMatchObject({ kind: 'metrics', step: 10, trainLoss: 5.5, tokensSeen: 100 });
  expect(said[1]).toMatchObject({ step: 20, trainLoss: 15.5 });
  expect(said[0]).not.toHaveProperty('validLoss');
});

test('a step with an evaluation is told with it, and its checkpoint has the same figures', async () => {
  const { said, report } = open(2);
  const figures = { perplexity: 2, tokens: 7, isBest: true };
  await report(stepAt(1, 5));
  await report(stepAt(2, 5));
  expect(said.map(({ kind }) => kind)).toEqual(['metrics']);
  await report({ kind: 'evaluation', step: 2, loss: 0.7, tokenAccuracy: 0.25, ...figures });
  await report({ kind: 'checkpoint', step: 2, folder: '/c', isBest: true });
  const valid = { trainLoss: 2, validLoss: 0.7, validAccuracy: 0.25 };
  expect(said.slice(1)).toEqual([
    { kind: 'metrics', step: 2, stepsTotal: 5, epoch: 1, tokensSeen: 20, learningRate: 0.1, ...valid },
    { kind: 'checkpoint', step: 2, epoch: 1, tokensSeen: 20, folder: '/c', isBest: true, metrics: valid },
  ]);
});
