import type { NotificationDetails, NotificationKind } from './notification-kind.ts';

/** What an endpoint of a customer can be told of; OpenAI's names where OpenAI has the event. */
export const webhookEventTypes = [
  'fine_tuning.job.succeeded',
  'fine_tuning.job.failed',
  'fine_tuning.job.cancelled',
  'batch.completed',
  'batch.failed',
  'batch.expired',
  'batch.cancelled',
  'evaluation.completed',
  'evaluation.failed',
  'evaluation.cancelled',
  'api_key.expiring',
  'member.joined',
  'budget.reached',
  'credit.low',
  'payment.failed',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** Sent by hand only, to whatever an endpoint listens for. */
export const testEventType = 'webhook.test';

/** Facts of the whole organization, which an endpoint of one project never hears of. */
export const organizationEventTypes: readonly WebhookEventType[] = ['member.joined', 'credit.low', 'payment.failed'];

/** The event that goes out with what people are told; null where none does. */
export function webhookTypeOf(kind: NotificationKind, details: NotificationDetails): WebhookEventType | null {
  const outcome = 'outcome' in details ? details.outcome : 'completed';
  switch (kind) {
    case 'job_succeeded':
      return 'fine_tuning.job.succeeded';
    case 'job_failed':
      return 'fine_tuning.job.failed';
    case 'inference_ended':
      return `batch.${outcome}`;
    case 'evaluation_ended':
      return outcome === 'expired' ? null : `evaluation.${outcome}`;
    case 'api_key_expiring':
      return 'api_key.expiring';
    case 'invitation_accepted':
      return 'member.joined';
    case 'budget_reached':
      return 'budget.reached';
    case 'credit_low':
      return 'credit.low';
    case 'payment_failed':
      return 'payment.failed';
    case 'webhook_disabled':
    case 'support_came':
      return null;
  }
}

/** Pauses before the attempts after the first, in seconds: ten attempts in three days, then it is over. */
const pausesSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** How long to wait after `attempts` attempts; null: it has failed. `random` in 0…1 spreads what failed together. */
export function pauseAfter(attempts: number, random: number): number | null {
  const pause = pausesSeconds[attempts - 1];
  return pause === undefined ? null : Math.round(pause * (0.9 + random * 0.2));
}

/** An endpoint that answers nothing but failures for so long is switched off. */
export const failingDaysMax = 5;
/** After a rotation, the old secret signs too for so long. */
export const rotationHours = 24;
/** Of an organization. */
export const webhookEndpointsMax = 20;

const eventFields = ['object', 'id', 'type', 'created_at', 'organization_id', 'project_id', 'data'];

/** An event with its fields in the order of the documentation, which the database does not keep. */
export function orderEvent(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return payload;
  const place = ([name]: [string, unknown]) => eventFields.indexOf(name);
  return Object.fromEntries(Object.entries(payload).sort((one, other) => place(one) - place(other)));
}

/** What the sealed secret of an endpoint is bound to. */
export const webhookSecretPlace = (endpointId: string): string => `webhook:${endpointId}`;
