import type { Evaluation, InferenceJob } from '@modelmint/db/generated/client';
import type { EvaluationPart } from '@modelmint/domain/evaluation';
import { type ComparedFigure, EvaluationReport } from '@modelmint/domain/evaluation-report';
import { type InferenceView, toInferenceView } from '../../inference/server/inference-view.ts';

/** Of an evaluation, all but its figures; its state, rows and money are those of the job that answers it. */
interface EvaluationFacts {
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
  hasRows: boolean;
  createdAt: Date;
  job: InferenceView;
}

/** An evaluation as its page shows it. */
export interface EvaluationView extends EvaluationFacts {
  /** Null until every row was asked, and where none was answered. */
  report: EvaluationReport | null;
}

/** The one figure that a list shows. */
export interface HeadFigure {
  name: ComparedFigure;
  value: number | null;
}

/** An evaluation as lists show it: a whole report can have some megabytes. */
export interface ListedEvaluation extends EvaluationFacts {
  head: HeadFigure | null;
}

export function toEvaluationView(row: Evaluation & { job: InferenceJob }): EvaluationView {
  return { ...toFacts(row), report: EvaluationReport.safeParse(row.report).data ?? null };
}

export function toListedEvaluation(
  row: Omit<Evaluation, 'report'> & { job: InferenceJob },
  head: HeadFigure | null,
): ListedEvaluation {
  return { ...toFacts(row), head };
}

function toFacts(row: Omit<Evaluation, 'report'> & { job: InferenceJob }): EvaluationFacts {
  const { id, name, model, modelId, task, datasetId, datasetName, datasetVersionId, versionNumber } = row;
  return {
    ...{ id, name, model, modelId, task, datasetId, datasetName, datasetVersionId, versionNumber },
    title: name ?? datasetName,
    part: row.part === 'ALL' ? 'all' : 'validation',
    rowsAsked: row.rowsAsked,
    hasRows: row.rowsKey !== null,
    createdAt: row.createdAt,
    job: toInferenceView(row.job),
  };
}
