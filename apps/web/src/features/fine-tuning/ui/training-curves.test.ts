import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { pointsThatCount, smooth, trainingCurves } from './training-curves.ts';

const t = english('fineTuning');

const point = (step: number, change: Partial<MetricPoint> = {}): MetricPoint => ({
  step,
  epoch: 1,
  trainLoss: 1 / step,
  trainAccuracy: 0.75,
  validLoss: null,
  validAccuracy: null,
  learningRate: 0.002,
  createdAt: new Date(step * 1000),
  ...change,
});
const later = (step: number, seconds: number) => point(step, { createdAt: new Date(seconds * 1000) });

test('what a lost worker had reported beyond the step where another one began again is dropped', () => {
  const points = [point(10), point(20), later(25, 90), point(30), later(35, 99), point(40)];
  expect(pointsThatCount(points).map(({ step }) => step)).toEqual([10, 20, 25, 35]);
});

test('an undisturbed run is kept whole, in the order of its steps', () => {
  expect(pointsThatCount([point(30), point(10), point(20)]).map(({ step }) => step)).toEqual([10, 20, 30]);
});

test('a smoothed line keeps its ends, follows a slope without delay and calms a jump', () => {
  const of = (values: (number | null)[]) => smooth(values.map((y, x) => ({ x, y }))).map(({ y }) => y);
  expect(of([5, 4, 3, 2, 1, 0])).toEqual([5, 4, 3, 2, 1, 0]);
  expect(of([0, 0, 3, 0, 0])).toEqual([0, 1, 0.6, 1, 0]);
  expect(of([null])).toEqual([null]);
});

test('a short run is shown raw, a long one with its raw line behind it', () => {
  const short = trainingCurves(t, [point(1), point(2, { validLoss: 0.4, validAccuracy: 0.68 })]);
  expect(short.loss.map(({ name }) => name)).toEqual(['train', 'held-out']);
  expect(short.accuracyFrom).toBe(0.6);
  const long = trainingCurves(
    t,
    Array.from({ length: 60 }, (_, index) => point(index + 1)),
  );
  expect(long.isSmoothed).toBe(true);
  expect(long.loss.filter(({ isFaint }) => isFaint)).toHaveLength(1);
  expect(long.loss.some(({ name }) => name === 'held-out')).toBe(false);
});

test('nothing reported yet is no line', () => {
  expect(trainingCurves(t, [])).toMatchObject({
    loss: [{ points: [] }],
    accuracy: [{ points: [] }],
    isSmoothed: false,
  });
});

test('where accuracy is known at evaluations only, it is one line, and perplexity follows the held-out loss', () => {
  const points = [10, 20].map((step) =>
    point(step, { trainAccuracy: null, validLoss: step === 10 ? Math.log(8) : 0, validAccuracy: 0.5 }),
  );
  const curves = trainingCurves(t, points);
  expect(curves.accuracy.map(({ name }) => name)).toEqual(['held-out']);
  const values = curves.perplexity[0]?.points.map(({ y }) => y) ?? [];
  expect(values[0]).toBeCloseTo(8);
  expect(values[1]).toBe(1);
});
