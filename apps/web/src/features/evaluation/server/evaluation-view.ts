import type { Evaluation, InferenceJob } from '@modelmint/db/generated/client';
import type { EvaluationPart } from '@modelmint/domain/evaluation';
import { EvaluationReport } from '@modelmint/domain/evaluation-report';
import { type InferenceView, toInferenceView } from '../../inference/server/inference-view.ts';

/** An evaluation as pages show it; its state, rows and money are those of the job that answers it. */
export interface EvaluationView {
  id: string;
  /** Its own name, else that of its data. */
  title: string;
  name: string | null;
  model: string;
  modelId: string;
  task: string;
  datasetId: string;
  datasetName: string;
  datasetVersionId: string;
  versionNumber: number;
  part: EvaluationPart;
  rowsAsked: number;
  /** Null until every row was asked, and where none was answered. */
  report: EvaluationReport | null;
  hasRows: boolean;
  createdAt: Date;
  job: InferenceView;
}

export function toEvaluationView(row: Evaluation & { job: InferenceJob }): EvaluationView {
  const { id, name, model, modelId, task, datasetId, datasetName, datasetVersionId, versionNumber } = row;
  return {
    ...{ id, name, model, modelId, task, datasetId, datasetName, datasetVersionId, versionNumber },
    title: name ?? datasetName,
    part: row.part === 'ALL' ? 'all' : 'validation',
    rowsAsked: row.rowsAsked,
    report: EvaluationReport.safeParse(row.report).data ?? null,
    hasRows: row.rowsKey !== null,
    createdAt: row.createdAt,
    job: toInferenceView(row.job),
  };
}
