import type { QueuePlace } from '@modelmint/db/system/queue-place';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { queueReason } from './queue-reason.ts';

const t = english('fineTuning');

const place: QueuePlace = { place: 3, waiting: 5, ownRunning: 2, ownLimit: 2, reason: 'next' };

test.each<[Partial<QueuePlace>, RegExp]>([
  [{ reason: 'suspended' }, /has suspended your organization/],
  [{ reason: 'own_limit' }, /trains 2 of the 2 jobs/],
  [{ reason: 'own_limit', ownRunning: 1, ownLimit: 1 }, /one job at once/],
  [{ reason: 'others_first' }, /^2 of 5 waiting jobs are before it/],
  [{ reason: 'no_worker' }, /^No worker/],
  [{ reason: 'workers_busy' }, /as soon as one is free/],
  [{ reason: 'next' }, /starts now/],
])('%o', (change, sentence) => {
  expect(queueReason(t, { ...place, ...change })).toMatch(sentence);
});
