import { comparedFigures, EvaluationReport } from '@modelmint/domain/evaluation-report';
import type { InferenceMove } from '@modelmint/domain/inference-job';
import type { InferenceJob } from '../generated/client.ts';
import { creatorOf } from '../notification/creator-of.ts';
import { recordNotification } from '../notification/record-notification.ts';
import type { OrgTransaction } from '../with-org.ts';

type EndMove = Extract<InferenceMove, 'complete' | 'fail' | 'cancel' | 'expire'>;

const outcomes = { complete: 'completed', fail: 'failed', cancel: 'cancelled', expire: 'expired' } as const;
/** Of what a failure says; the page of the job has it whole. */
const reasonMax = 600;

/** Tells who started it, and webhooks, that an inference job or the evaluation that it answers for is over. */
export async function tellInferenceEnd(
  tx: OrgTransaction,
  job: InferenceJob,
  { move, reason = null }: { move: EndMove; reason?: string | null },
): Promise<void> {
  const outcome = outcomes[move];
  const said = reason?.slice(0, reasonMax) ?? null;
  // Whoever cancels knows it; programs that wait for the job do not.
  const to = move === 'cancel' ? [] : await creatorOf(tx, job);
  const { organizationId, projectId, id, rowsDone, rowsFailed } = job;
  if (job.evaluationId === null)
    return recordNotification(tx, {
      ...{ organizationId, projectId, kind: 'inference_ended', to },
      target: { kind: 'inference', id, name: job.name ?? job.model },
      details: { outcome, rowsDone, rowsFailed, reason: said },
    });
  const evaluation = await tx.evaluation.findFirst({ where: { id: job.evaluationId, deletedAt: null } });
  if (evaluation === null) return;
  await recordNotification(tx, {
    ...{ organizationId, projectId, kind: 'evaluation_ended', to },
    target: { kind: 'evaluation', id: evaluation.id, name: evaluation.name ?? evaluation.model },
    details: { outcome: outcome === 'expired' ? 'failed' : outcome, reason: said, ...measureOf(evaluation.report) },
  });
}

/** The figure that is named first. */
function measureOf(stored: unknown): { measure?: string; value?: number } {
  const report = EvaluationReport.safeParse(stored).data;
  if (report === undefined) return {};
  const [measure] = comparedFigures[report.kind];
  const figure = (report as Record<string, unknown>)[measure] as { estimate: number | null };
  return figure.estimate === null ? {} : { measure, value: figure.estimate };
}
