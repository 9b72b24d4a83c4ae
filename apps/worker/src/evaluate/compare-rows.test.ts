import type { JudgedRow, MeasuredFigure } from '@modelmint/domain/evaluation-report';
import { expect, test } from 'vitest';
import { compareRows } from './compare-rows.ts';

async function* lines(rows: readonly [expected: string, predicted: string][]): AsyncGenerator<string> {
  for (const [index, [expected, predicted]] of rows.entries()) {
    const isRight = expected === predicted;
    const judged: JudgedRow = {
      ...{ row: index + 1, input: '', expected, predicted, score: 1, expectedScore: isRight ? 1 : 0 },
      ...{ isRight, error: null },
    };
    yield JSON.stringify(judged);
  }
}

async function macroF1(first: [string, string][], second: [string, string][]) {
  const { figures } = await compareRows('classification', { first: lines(first), second: lines(second) });
  return figures.find(({ name }) => name === 'macroF1');
}

/** Two rows of each label: a draw has neither of them for about every seventh. */
const rare = Array.from({ length: 200 }, (_, row): [string, string] => [`l${row % 100}`, `l${row % 100}`]);

test('labels that were not drawn pull no interval down', async () => {
  const found = await macroF1(rare, rare);
  const whole: MeasuredFigure = { estimate: 1, low: 1, high: 1 };
  expect(found).toMatchObject({ first: whole, second: whole, difference: { estimate: 0, low: 0, high: 0 } });
});

test('a label that only the other model says counts for the other alone', async () => {
  const wrong = rare.map(([expected, predicted], row): [string, string] => [expected, row === 0 ? 'odd' : predicted]);
  const found = await macroF1(rare, wrong);
  expect(found?.first.estimate).toBe(1);
  expect(found?.second.estimate).toBeCloseTo((99 + 2 / 3) / 101, 10);
});
