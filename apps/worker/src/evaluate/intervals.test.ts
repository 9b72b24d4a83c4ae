import { expect, test } from 'vitest';
import { measureFigure } from './intervals.ts';
import { metricOf, RowColumns } from './row-metrics.ts';

test('a worker is heard of while the most rows are measured', async () => {
  const columns = new RowColumns('regression');
  for (let row = 0; row < 100_000; row++) {
    const [expected, predicted] = [String(row), String(row + (row % 7))];
    const unsaid = { input: '', score: null, expectedScore: null, isRight: null, error: null };
    columns.add({ row: row + 1, expected, predicted, ...unsaid });
  }
  const beats: number[] = [performance.now()];
  const timer = setInterval(() => beats.push(performance.now()), 10);
  const { estimate, low, high } = await measureFigure(columns.rows, metricOf('mae', columns));
  beats.push(performance.now());
  clearInterval(timer);
  expect(estimate).toBeCloseTo(3, 3);
  expect([(low ?? 9) < 3, (high ?? 0) > 3]).toEqual([true, true]);
  // A lease lasts ten seconds.
  expect(Math.max(...beats.slice(1).map((beat, index) => beat - (beats[index] ?? 0)))).toBeLessThan(1_000);
}, 120_000);
