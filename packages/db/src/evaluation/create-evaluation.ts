import type { EvaluationPart as AskedPart, EvaluationAsk } from '@modelmint/domain/evaluation';
import { newId } from '@modelmint/domain/ids';
import type { Evaluation, EvaluationPart } from '../generated/client.ts';
import { createInference, type InferenceTarget } from '../inference/create-inference.ts';
import type { OrgTransaction } from '../with-org.ts';

const parts: Record<AskedPart, EvaluationPart> = { validation: 'VALIDATION', all: 'ALL' };

export interface NewEvaluation {
  organizationId: string;
  projectId: string;
  name: string | null;
  target: InferenceTarget;
  ask: EvaluationAsk;
  task: string;
  dataset: { id: string; name: string };
  version: { id: string; number: number; fileId: string };
  part: AskedPart;
  rowsAsked: number;
  createdByUserId: string | null;
  apiKeyId: string | null;
}

/** An evaluation and the job that answers its rows: ring `inference.validate` for the job after the commit. */
export async function createEvaluation(tx: OrgTransaction, asked: NewEvaluation): Promise<Evaluation> {
  const { organizationId, projectId, name, target, ask, task, dataset, version, rowsAsked, createdByUserId } = asked;
  const id = newId('evaluation');
  const job = await createInference(tx, {
    ...{ organizationId, projectId, name, ...ask, target, createdByUserId, apiKeyId: asked.apiKeyId },
    ...{ mode: 'ROWS', inputFileId: version.fileId, metadata: null, evaluationId: id, seed: 0 },
  });
  return tx.evaluation.create({
    data: {
      ...{ id, organizationId, projectId, name, task, rowsAsked, createdByUserId, jobId: job.id },
      ...{ modelId: target.found.id, model: target.model, part: parts[asked.part] },
      ...{ datasetId: dataset.id, datasetName: dataset.name },
      ...{ datasetVersionId: version.id, versionNumber: version.number },
    },
  });
}
