import { expect, test } from 'vitest';
import type { DatasetReport } from './dataset-report.ts';
import { askOfEvaluation, checkEvaluationSize } from './evaluation.ts';
import type { ModelAbility } from './model-ability.ts';
import type { Task } from './task.ts';

const reportOf = (task: Task, more: Partial<DatasetReport> = {}) =>
  ({ task, labels: [], ...more }) as unknown as DatasetReport;
const chat = (messages: number, completion: number, text: number) =>
  ({ chat: { rows: { messages, completion, text } } }) as unknown as Partial<DatasetReport>;
const ask = (report: DatasetReport, ability: ModelAbility) => askOfEvaluation(report, [ability], { maxTokens: 20 });

test.each<[string, DatasetReport, ModelAbility, object]>([
  ['texts', reportOf('text-classification'), 'classify-texts', { route: '/v1/classifications', column: 'text' }],
  ['images', reportOf('image-classification'), 'classify-images', { route: '/v1/classifications', column: null }],
  ['tables', reportOf('tabular'), 'predict', { route: '/v1/predictions', parameters: {} }],
  ['chats', reportOf('text-generation', chat(3, 1, 0)), 'generate', { route: '/v1/chat/completions' }],
  [
    'prompts',
    reportOf('text-generation', chat(0, 3, 1)),
    'generate',
    { parameters: { max_tokens: 20, temperature: 0 } },
  ],
  ['text alone', reportOf('text-generation', chat(0, 0, 3)), 'generate', { parameters: { echo: true } }],
])('%s are asked by their route', (_name, report, ability, expected) => {
  expect(ask(report, ability)).toMatchObject(expected);
});

test('a recommender and data of another task are refused with what to do instead', () => {
  expect(() => ask(reportOf('recommendation'), 'recommend')).toThrow(/measured while they are trained/);
  expect(() => ask(reportOf('tabular'), 'generate')).toThrow(/writes text; this data set is for one that predicts/);
});

test('too many rows, too many labels and no rows are refused', () => {
  const labels = (number: number) => ({ labels: new Array(number).fill({}) });
  expect(() => checkEvaluationSize(0, labels(2))).toThrow('has no held-out rows');
  expect(() => checkEvaluationSize(100_001, labels(2))).toThrow('at most 100,000');
  expect(() => checkEvaluationSize(10, labels(1_001))).toThrow('1,001 labels');
  expect(() => checkEvaluationSize(100_000, labels(1_000))).not.toThrow();
});
