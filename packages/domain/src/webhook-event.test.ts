import { expect, it } from 'vitest';
import type { NotificationDetails, NotificationKind } from './notification-kind.ts';
import { pauseAfter, webhookTypeOf } from './webhook-event.ts';

it.each([
  ['job_failed', { reason: null }, 'fine_tuning.job.failed'],
  ['inference_ended', { outcome: 'expired', rowsDone: 0, rowsFailed: 0 }, 'batch.expired'],
  ['evaluation_ended', { outcome: 'failed' }, 'evaluation.failed'],
  ['webhook_disabled', { url: 'https://x', failingSince: '2026-11-28T00:00:00.000Z' }, null],
] satisfies [NotificationKind, NotificationDetails, string | null][])(
  'tells of %s by its event',
  (kind, details, type) => {
    expect(webhookTypeOf(kind, details)).toBe(type);
  },
);

it('waits longer each time, and gives up after ten attempts in three days', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => pauseAfter(index + 1, 0.5));
  expect(pauses.slice(0, 3)).toEqual([5, 300, 1_800]);
  expect(pauses.at(-1)).toBeNull();
  const days = pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0) / 86_400;
  expect(days).toBeGreaterThan(3);
  expect(days).toBeLessThan(4);
});
