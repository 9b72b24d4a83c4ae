import { expect, it } from 'vitest';
import {
  batchStatusOf,
  type InferenceStatus,
  isInferenceOver,
  routesOfAbilities,
  shownStatusOf,
} from './inference-job.ts';

const now = new Date();

it.each<[InferenceStatus, boolean, boolean, string, string]>([
  ['VALIDATING', false, false, 'validating', 'validating'],
  ['QUEUED', false, false, 'in_progress', 'queued'],
  ['RUNNING', false, false, 'in_progress', 'running'],
  ['QUEUED', true, false, 'cancelling', 'cancelling'],
  ['RUNNING', true, true, 'cancelling', 'cancelling'],
  ['RUNNING', false, true, 'finalizing', 'finishing'],
  ['COMPLETED', true, true, 'completed', 'completed'],
  ['CANCELLED', true, true, 'cancelled', 'cancelled'],
  ['EXPIRED', false, true, 'expired', 'expired'],
  ['FAILED', false, false, 'failed', 'failed'],
])(
  '%s, cancelled %s, finishing %s, is %s to clients of OpenAI and %s to people',
  (status, isCancelled, isFinal, wire, shown) => {
    const stage = { status, cancelRequestedAt: isCancelled ? now : null, finalizingAt: isFinal ? now : null };
    expect([batchStatusOf(stage), shownStatusOf(stage)]).toEqual([wire, shown]);
  },
);

it('knows what is over', () => {
  expect((['VALIDATING', 'QUEUED', 'RUNNING'] as const).map(isInferenceOver)).toEqual([false, false, false]);
  expect((['COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED'] as const).map(isInferenceOver)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

it('knows the routes that a model answers', () => {
  expect(routesOfAbilities(['generate'])).toEqual(['/v1/chat/completions', '/v1/completions']);
  expect(routesOfAbilities(['embed', 'classify-texts'])).toEqual(['/v1/embeddings', '/v1/classifications']);
  expect(routesOfAbilities([])).toEqual([]);
});
