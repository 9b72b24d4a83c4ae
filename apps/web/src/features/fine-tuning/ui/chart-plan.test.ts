import { suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { suggestTabularSpec } from '@modelmint/domain/tabular-spec';
import { expect, test } from 'vitest';
import { chartPlan } from './chart-plan.ts';
import { heldOutMeasure } from './held-out-measure.ts';

const columns = [
  { name: 'size', role: 'numeric' as const },
  { name: 'price', role: 'target' as const },
];
const labels = suggestTabularSpec('tabular-classification', columns, { trainRows: 100, seed: 1 });
const values = suggestTabularSpec('tabular-regression', columns, { trainRows: 100, seed: 1 });
const ratings = suggestRecommenderSpec({ trainRows: 100, hasRatings: true }, 1);
const ranking = suggestRecommenderSpec({ trainRows: 100, hasRatings: false }, 1);

test.each([
  ['text-generation', null, 'chart.unit.nats', 'token-accuracy', true],
  ['image-classification', null, 'chart.unit.nats', 'accuracy', false],
  ['tabular', labels, 'chart.unit.nats', 'accuracy', false],
  ['tabular', values, 'chart.unit.deviations', null, false],
  ['recommendation', ratings, 'chart.unit.ratings', null, false],
  ['recommendation', ranking, 'chart.unit.nats', 'ranking', false],
  ['recommendation', { ...ranking, objective: 'bpr', negatives: 1 }, 'chart.unit.pairs', 'ranking', false],
  ['recommendation', null, 'chart.unit.nats', null, false],
] as const)('%s draws what it can be measured by', (task, spec, lossUnit, second, hasPerplexity) => {
  expect(chartPlan({ task, spec: spec as Parameters<typeof chartPlan>[0]['spec'] })).toEqual({
    lossUnit,
    second,
    hasPerplexity,
  });
});

test('the held-out loss of a ranking is shown as what it is of', () => {
  const measure = heldOutMeasure(ranking);
  expect([measure.name, measure.format(measure.toFigure(0.75))]).toEqual(['NDCG@10', '0.250']);
  for (const spec of [null, labels, values, ratings]) {
    const loss = heldOutMeasure(spec);
    expect([loss.name, loss.format(loss.toFigure(0.75))]).toEqual([null, '0.750']);
  }
});
