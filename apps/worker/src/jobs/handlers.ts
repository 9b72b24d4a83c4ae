import { importBaseModelJob } from './base-model-import.ts';
import { topUpJob } from './billing-top-up.ts';
import { ingestDatasetJob } from './dataset-ingest.ts';
import { compareEvaluationsJob } from './evaluation-compare.ts';
import type { Handlers } from './handler.ts';
import { runInferenceJob } from './inference-run.ts';
import { validateInferenceJob } from './inference-validate.ts';
import { sweepJob } from './job-sweep.ts';
import { trainJob } from './job-train.ts';
import { checkLedgerJob } from './ledger-check.ts';
import { mailNotificationsJob } from './notification-mail.ts';
import { sweepOrganizationsJob } from './organization-sweep.ts';
import { probePlatformJob } from './platform-probe.ts';
import { sweepStorageJob } from './storage-sweep.ts';
import { flushUsageJob } from './usage-flush.ts';
import { applyWebhookJob } from './webhook-apply.ts';
import { deliverWebhooksJob } from './webhook-deliver.ts';

/** One handler for each entry of the catalogue. */
export const handlers: Handlers = {
  'base-model.import': importBaseModelJob,
  'billing.top-up': topUpJob,
  'dataset.ingest': ingestDatasetJob,
  'evaluation.compare': compareEvaluationsJob,
  'inference.run': runInferenceJob,
  'inference.validate': validateInferenceJob,
  'job.train': trainJob,
  'job.sweep': sweepJob,
  'organization.sweep': sweepOrganizationsJob,
  'storage.sweep': sweepStorageJob,
  'usage.flush': flushUsageJob,
  'webhook.apply': applyWebhookJob,
  'webhook.deliver': deliverWebhooksJob,
  'notification.mail': mailNotificationsJob,
  'ledger.check': checkLedgerJob,
  'platform.probe': probePlatformJob,
};
