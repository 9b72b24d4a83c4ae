import type { WebhookEventType } from '@modelmint/domain/webhook-event';
import type { MessageKey } from '../../../i18n/translate.ts';

export const eventWords: Record<WebhookEventType, MessageKey<'webhook'>> = {
  'fine_tuning.job.succeeded': 'event.fine_tuning_job_succeeded',
  'fine_tuning.job.failed': 'event.fine_tuning_job_failed',
  'fine_tuning.job.cancelled': 'event.fine_tuning_job_cancelled',
  'batch.completed': 'event.batch_completed',
  'batch.failed': 'event.batch_failed',
  'batch.expired': 'event.batch_expired',
  'batch.cancelled': 'event.batch_cancelled',
  'evaluation.completed': 'event.evaluation_completed',
  'evaluation.failed': 'event.evaluation_failed',
  'evaluation.cancelled': 'event.evaluation_cancelled',
  'api_key.expiring': 'event.api_key_expiring',
  'member.joined': 'event.member_joined',
  'budget.reached': 'event.budget_reached',
  'credit.low': 'event.credit_low',
  'payment.failed': 'event.payment_failed',
};
