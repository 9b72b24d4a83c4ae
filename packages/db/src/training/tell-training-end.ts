import type { FineTuningJob } from '../generated/client.ts';
import { creatorOf } from '../notification/creator-of.ts';
import { recordNotification } from '../notification/record-notification.ts';
import { recordWebhookEvent } from '../webhook/record-webhook-event.ts';
import type { OrgTransaction } from '../with-org.ts';

const named = ({ id, suffix, baseModel }: FineTuningJob) => ({ kind: 'job', id, name: suffix ?? baseModel });

export async function tellTrainingSucceeded(
  tx: OrgTransaction,
  job: FineTuningJob,
  made: { model: { id: string; name: string }; chargedMicros: bigint },
): Promise<void> {
  const { organizationId, projectId } = job;
  const { model, chargedMicros } = made;
  await recordNotification(tx, {
    ...{ organizationId, projectId, kind: 'job_succeeded', target: named(job), to: await creatorOf(tx, job) },
    details: { modelId: model.id, model: model.name, chargedMicros: String(chargedMicros) },
  });
}

export async function tellTrainingFailed(tx: OrgTransaction, job: FineTuningJob, reason: string): Promise<void> {
  const { organizationId, projectId } = job;
  await recordNotification(tx, {
    ...{ organizationId, projectId, kind: 'job_failed', target: named(job), to: await creatorOf(tx, job) },
    details: { reason: reason.slice(0, reasonMax) },
  });
}

/** Whoever cancels knows it; programs that wait for the job do not. */
export async function tellTrainingCancelled(tx: OrgTransaction, job: FineTuningJob): Promise<void> {
  const { organizationId, projectId, id } = job;
  const type = 'fine_tuning.job.cancelled';
  await recordWebhookEvent(tx, { organizationId, projectId, type, fact: id, data: { id, name: named(job).name } });
}

/** Of what a failure says; the page of the job has it whole. */
const reasonMax = 600;
