import { expect, it } from 'vitest';
import type { TrialTable } from '../../prediction/ui/trial-table.ts';
import type { TrialRecommender } from '../../recommendation/ui/trial-recommender.ts';
import { callSnippets } from './call-snippets.ts';
import { exampleCall } from './example-call.ts';

it.each([
  ['text-classification', false, '/classifications'],
  ['image-classification', false, '/classifications'],
  ['text-generation', true, '/chat/completions'],
  ['text-generation', false, '/completions'],
  ['tabular', false, '/predictions'],
  ['recommendation', false, '/recommendations'],
] as const)('a model for %s, chat template %s, is called at %s', (task, hasChatTemplate, path) => {
  const call = { ...exampleCall({ task, hasChatTemplate }), baseUrl: 'http://localhost/v1', model: 'm' };
  expect(callSnippets(call)[0]?.code).toContain(`http://localhost/v1${path} `);
});

it('names what the data has', () => {
  const table: TrialTable = {
    target: { name: 'price', kind: 'value' },
    columns: [{ name: 'size', role: 'numeric', hasMissing: false, min: 1, max: 9, mean: 4, top: [] }],
    rows: [{ size: '7' }],
  };
  const recommender: TrialRecommender = {
    ...{ userColumn: 'user', itemColumn: 'film', hasRatings: true },
    ...{ users: ['ada', 'bo'], items: ['alien'] },
  };
  const data = { text: null, table, recommender };
  const known = { hasChatTemplate: false };
  expect(exampleCall({ task: 'tabular', ...known }, data)).toEqual({
    ...{ kind: 'prediction', input: { size: 7 }, target: 'value' },
  });
  expect(exampleCall({ task: 'recommendation', ...known }, data)).toEqual({ kind: 'recommendation', user: 'ada' });
});
