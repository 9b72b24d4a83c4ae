import type { EvaluationAsk } from '@modelmint/domain/evaluation';
import { cutRow } from '@modelmint/domain/held-out-row';
import { expect, test } from 'vitest';
import { type AnsweredLine, judgeRow, kindOfAsk } from './judge-row.ts';
import { RowMeasure } from './measure-rows.ts';

type Output = AnsweredLine['output'];

async function measure(ask: EvaluationAsk, rows: readonly [expected: string, output: Output][]) {
  const kind = kindOfAsk(ask);
  const measured = new RowMeasure(kind);
  for (const [index, [expected, output]] of rows.entries())
    measured.add(judgeRow(kind, { input: '', expected }, { row: index + 1, output, error: null }), output);
  return measured.finish();
}

const predictions: EvaluationAsk = { route: '/v1/predictions', column: null, parameters: {} };
const completions: EvaluationAsk = { route: '/v1/completions', column: null, parameters: { max_tokens: 9 } };
const weighed: EvaluationAsk = { ...completions, parameters: { echo: true } };

test('values are measured by their distance', async () => {
  const report = await measure(predictions, [
    ['1', { value: 2 }],
    ['3', { value: 3 }],
    ['5', { label: 'a' }],
  ]);
  expect(report).toMatchObject({
    kind: 'regression',
    rows: 2,
    failed: 1,
    mae: { estimate: 0.5 },
    r2: { estimate: 0.5 },
  });
});

test('answers are measured by what they have in common with the expected ones', async () => {
  const report = await measure(completions, [
    ['the cat sat', { text: ' the cat sat\n', finish_reason: 'stop' }],
    ['好的 谢谢', { text: '好的', finish_reason: 'length' }],
  ]);
  expect(report).toMatchObject({ kind: 'generation', exact: { estimate: 0.5 }, cut: 1 });
  expect(report?.kind === 'generation' && (report.rougeL.estimate ?? 0)).toBeGreaterThan(0.7);
});

test('texts are weighed over all of their tokens', async () => {
  const report = await measure(weighed, [
    ['', { text: '', weighed: { nats: Math.log(2) * 3, hits: 1, tokens: 3 } }],
    ['', { text: '', weighed: { nats: Math.log(2), hits: 1, tokens: 1 } }],
  ]);
  expect(report).toMatchObject({ kind: 'language', tokens: 4, tokenAccuracy: { estimate: 0.5 } });
  expect(report?.kind === 'language' && report.perplexity.estimate).toBeCloseTo(2);
});

test('labels are told apart by how likely each is', async () => {
  const output = (label: string, yes: number): Output => ({
    ...{ label, score: Math.max(yes, 1 - yes) },
    scores: [
      { label: 'yes', score: yes },
      { label: 'no', score: 1 - yes },
    ],
  });
  const asked = { ...predictions, parameters: { top_k: 2 } };
  const report = await measure(asked, [
    ['yes', output('yes', 0.9)],
    ['no', output('no', 0.3)],
    ['yes', output('no', 0.4)],
  ]);
  expect(report).toMatchObject({ kind: 'classification', auc: 1, accuracy: { estimate: 2 / 3 } });
  expect(await measure(asked, [['1', { value: 1 }]])).toBeNull();
});

test.each([
  ['text-classification', { text: 'a', label: 'b' }, predictions, { ask: { text: 'a' }, input: 'a', expected: 'b' }],
  [
    'image-classification',
    { image: 'AA', name: 'n.png', label: 'b' },
    predictions,
    { ask: { image: 'AA' }, input: 'n.png' },
  ],
  ['tabular', { x: 1, y: 2 }, predictions, { ask: { x: 1 }, input: '{"x":1}', expected: '2' }],
  ['text-generation', { prompt: 'a', completion: 'b' }, completions, { ask: { prompt: 'a' }, expected: 'b' }],
  ['text-generation', { prompt: 'a', completion: 'b' }, weighed, { ask: { prompt: 'ab' }, expected: '' }],
  [
    'text-generation',
    { messages: [{ content: 'q' }, { content: 'a' }] },
    completions,
    { ask: { messages: [{ content: 'q' }] }, input: 'q', expected: 'a' },
  ],
])('a row of %s is asked without its answer', (task, row, ask, expected) => {
  expect(cutRow(row, { task, target: 'y', ask })).toMatchObject(expected);
});

test('what takes long of long answers is done row by row, not at the end', async () => {
  const measured = new RowMeasure('generation');
  const text = Array.from({ length: 1_500 }, (_, word) => `w${word % 977}`).join(' ');
  for (let row = 1; row <= 100; row++) {
    const output = { text };
    measured.add(judgeRow('generation', { input: '', expected: text }, { row, output, error: null }), output);
  }
  const began = performance.now();
  expect(await measured.finish()).toMatchObject({ rows: 100, chrf: 100 });
  expect(performance.now() - began).toBeLessThan(1_000);
});
