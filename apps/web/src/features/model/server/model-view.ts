import type { Model } from '@modelmint/db/generated/client';

/** A tuned model as the API and the pages show it. */
export interface ModelView {
  id: string;
  /** What calls name: `ft:<base>:<organization>:<suffix>:<8 characters>`. */
  name: string;
  baseModel: string;
  jobId: string;
  datasetVersionId: string;
  sizeBytes: number;
  labels: string[];
  metrics: Record<string, unknown>;
  createdAt: Date;
  /** Some worker has it in memory. */
  isWarm: boolean;
  endpoints: { id: string; name: string }[];
}

export const modelInclude = { endpoints: { select: { id: true, name: true }, orderBy: { name: 'asc' } } } as const;

export type ModelRow = Model & { endpoints: { id: string; name: string }[] };

export function toModelView(row: ModelRow, warm: ReadonlySet<string>): ModelView {
  const { id, name, baseModel, jobId, datasetVersionId, createdAt, endpoints } = row;
  return {
    ...{ id, name, baseModel, jobId, datasetVersionId, createdAt, endpoints },
    sizeBytes: Number(row.sizeBytes),
    labels: row.labels as string[],
    metrics: row.metrics as Record<string, unknown>,
    isWarm: warm.has(id),
  };
}
