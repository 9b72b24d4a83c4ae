import { expect, test } from 'vitest';
import type { BaseModelView } from '../server/base-model-view.ts';
import { filterBaseModels } from './filter-base-models.ts';

const base: BaseModelView = {
  ...{ id: 'base_1', name: 'tiny-llama', isShared: true, status: 'READY', progress: 1, reason: null, origin: null },
  facts: {
    ...{ kind: 'causal-lm', architecture: 'LlamaForCausalLM', parameters: 1, contextLength: 1, hiddenSize: 1 },
    ...{ layers: 1, heads: 1, vocabularySize: 1, linearOutputs: 1, loraRankSize: 1, largestParameter: 1 },
    ...{ hasChatTemplate: true, labels: null, licence: 'apache-2.0', sizeBytes: 1 },
  },
  ...{ sizeBytes: 1, trainingMicros: 1n, callingMicros: 1n, createdAt: new Date(0), finishedAt: null },
};
const models: BaseModelView[] = [
  base,
  { ...base, id: 'base_2', name: 'waits', status: 'PENDING', facts: null },
  { ...base, id: 'base_3', name: 'moves', status: 'IMPORTING', facts: null },
  { ...base, id: 'base_4', name: 'broke', status: 'FAILED', facts: null },
];

test.each([
  ['', undefined, ['tiny-llama', 'waits', 'moves', 'broke']],
  ['LLAMA', undefined, ['tiny-llama']],
  ['apache', undefined, ['tiny-llama']],
  ['base_3', undefined, ['moves']],
  ['', 'importing', ['waits', 'moves']],
  ['', 'failed', ['broke']],
  ['tiny', 'failed', []],
  ['', 'unknown', ['tiny-llama', 'waits', 'moves', 'broke']],
])('%j in state %s shows %j', (q, state, names) => {
  expect(filterBaseModels(models, { q, state }).map(({ name }) => name)).toEqual(names);
});
