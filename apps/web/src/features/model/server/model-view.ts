import type { Model } from '@modelmint/db/generated/client';
import { CheckpointFacts } from '@modelmint/domain/base-model';
import { contextLengthOf } from '@modelmint/domain/context-length';
import { isAdapter } from '@modelmint/domain/is-adapter';
import { Task } from '@modelmint/domain/task';
import type { TrainingMetrics } from '@modelmint/domain/training-metrics';
import { readTrainingResult } from '../../fine-tuning/server/read-training-result.ts';
import { hasChatTemplate } from './has-chat-template.ts';

/** A tuned model as the API and the pages show it. */
export interface ModelView {
  id: string;
  /** What calls name: `ft:<base>:<organization>:<suffix>:<8 characters>`. */
  name: string;
  baseModel: string;
  /** Of an imported checkpoint; null for a template. */
  baseModelId: string | null;
  task: Task;
  /** Tokens that it reads at once; null where it reads none, or where nobody has said. */
  contextLength: number | null;
  /** It can be spoken to; else it goes on with texts. */
  hasChatTemplate: boolean;
  /** It stands on its base, and can be worked into it. */
  isAdapter: boolean;
  jobId: string;
  datasetVersionId: string;
  sizeBytes: number;
  labels: string[];
  /** Null where they are not as this version writes them. */
  metrics: TrainingMetrics | null;
  createdAt: Date;
  /** Some worker has it in memory. */
  isWarm: boolean;
  endpoints: { id: string; name: string }[];
}

export const modelInclude = {
  endpoints: { select: { id: true, name: true }, orderBy: { name: 'asc' } },
  base: { select: { facts: true } },
  job: { select: { spec: true } },
} as const;

export type ModelRow = Model & {
  endpoints: { id: string; name: string }[];
  base: { facts: unknown } | null;
  job: { spec: unknown };
};

export function toModelView(row: ModelRow, warm: ReadonlySet<string>): ModelView {
  const { id, name, baseModel, baseModelId, jobId, datasetVersionId, createdAt, endpoints } = row;
  const facts = CheckpointFacts.safeParse(row.base?.facts).data;
  return {
    ...{ id, name, baseModel, baseModelId, jobId, datasetVersionId, createdAt, endpoints },
    task: Task.parse(row.task),
    contextLength: row.base === null ? contextLengthOf(row.job.spec) : (facts?.contextLength ?? null),
    hasChatTemplate: hasChatTemplate(row),
    isAdapter: baseModelId !== null && isAdapter(row.job.spec),
    sizeBytes: Number(row.sizeBytes),
    labels: row.labels as string[],
    metrics: readTrainingResult(row.metrics),
    isWarm: warm.has(id),
  };
}
