import type { InferenceJob } from '@modelmint/db/generated/client';
import {
  InferenceProblem,
  InferenceRoute,
  type InferenceStatus,
  isInferenceOver,
  type ShownInferenceStatus,
  shownStatusOf,
} from '@modelmint/domain/inference-job';
import type { Micros } from '@modelmint/domain/money';
import { z } from 'zod';

/** An inference job as the API and the pages show it. */
export interface InferenceView {
  id: string;
  name: string | null;
  mode: InferenceJob['mode'];
  route: InferenceRoute;
  status: InferenceStatus;
  /** As people read it. */
  shown: ShownInferenceStatus;
  isOver: boolean;
  inputFileId: string;
  column: string | null;
  parameters: Record<string, unknown>;
  metadata: Record<string, string> | null;
  /** As it was called; of OpenAI's lines null until they are read. */
  model: string | null;
  modelId: string | null;
  rowsTotal: number;
  /** Answered rows, and those that ended in an error of their own. */
  rowsDone: number;
  rowsFailed: number;
  inputTokens: number;
  outputTokens: number;
  /** Per 1,000,000 tokens, frozen; null until the model is known. */
  rateMicros: Micros | null;
  heldMicros: Micros;
  chargedMicros: Micros;
  problems: InferenceProblem[];
  error: { code: string; message: string; param: string | null; fault: 'CUSTOMER' | 'PLATFORM' } | null;
  outputFileId: string | null;
  errorFileId: string | null;
  createdAt: Date;
  queuedAt: Date | null;
  startedAt: Date | null;
  finalizingAt: Date | null;
  cancelRequestedAt: Date | null;
  finishedAt: Date | null;
  expiresAt: Date;
}

const Problems = z.array(InferenceProblem);

export function toInferenceView(row: InferenceJob): InferenceView {
  const { id, name, mode, status, inputFileId, column, model, modelId, outputFileId, errorFileId } = row;
  const { rowsTotal, rowsDone, rowsFailed, rateMicros, heldMicros, chargedMicros } = row;
  const { createdAt, queuedAt, startedAt, finalizingAt, cancelRequestedAt, finishedAt, expiresAt } = row;
  const problems = Problems.safeParse(row.problems);
  return {
    ...{ id, name, mode, status, inputFileId, column, model, modelId, outputFileId, errorFileId },
    ...{ rowsTotal, rowsDone, rowsFailed, rateMicros, heldMicros, chargedMicros },
    ...{ createdAt, queuedAt, startedAt, finalizingAt, cancelRequestedAt, finishedAt, expiresAt },
    route: InferenceRoute.parse(row.route),
    shown: shownStatusOf(row),
    isOver: isInferenceOver(status),
    parameters: row.parameters as Record<string, unknown>,
    metadata: row.metadata as Record<string, string> | null,
    inputTokens: Number(row.inputTokens),
    outputTokens: Number(row.outputTokens),
    problems: problems.success ? problems.data : [],
    error:
      row.errorCode === null
        ? null
        : {
            code: row.errorCode,
            message: row.errorMessage ?? '',
            param: row.errorParam,
            fault: row.fault ?? 'PLATFORM',
          },
  };
}
