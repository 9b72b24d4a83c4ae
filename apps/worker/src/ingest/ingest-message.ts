import { DatasetEdit } from '@modelmint/domain/dataset-edit';
import { DatasetLimits } from '@modelmint/domain/dataset-limits';
import { DatasetProblem } from '@modelmint/domain/dataset-problem';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { z } from 'zod';

/** What an edited version is made from: the stored rows of another one. */
export const EditedSource = z.object({
  trainPath: z.string(),
  validationPath: z.string(),
  /** Of the other version. */
  report: DatasetReport,
  edits: z.array(DatasetEdit),
});
export type EditedSource = z.infer<typeof EditedSource>;

/** The one message from parent to child. */
export const IngestRequest = z.object({
  sourcePath: z.string(),
  fileName: z.string(),
  outputFolder: z.string(),
  spec: DatasetSpec,
  limits: DatasetLimits,
  /** In place of the file. */
  edited: EditedSource.optional(),
});
export type IngestRequest = z.infer<typeof IngestRequest>;

export const IngestProgress = z.object({
  phase: z.enum(['reading', 'writing']),
  /** Bytes of the uploaded file while reading, rows while writing. */
  done: z.number(),
  total: z.number(),
  rows: z.number(),
});
export type IngestProgress = z.infer<typeof IngestProgress>;

export const IngestOutcome = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('ready'), report: DatasetReport }),
  z.object({ verdict: z.literal('invalid'), report: DatasetReport, reason: DatasetProblem }),
]);
export type IngestOutcome = z.infer<typeof IngestOutcome>;

/** What the child says. It has read hostile bytes, so the parent checks it. */
export const IngestAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: IngestProgress }),
  z.object({ kind: z.literal('outcome'), outcome: IngestOutcome, memoryBytesPeak: z.number() }),
  z.object({ kind: z.literal('failure'), code: z.enum(['internal_error', 'storage_full']), message: z.string() }),
]);
export type IngestAnswer = z.infer<typeof IngestAnswer>;

/** Names of the files written into `outputFolder`. */
export const trainFileName = 'train.jsonl';
export const validationFileName = 'validation.jsonl';
/** Small copies of images for a page of examples; removed again where there are none. */
export const trainPreviewFileName = 'train-preview.jsonl';
export const validationPreviewFileName = 'validation-preview.jsonl';
/** Rows that repeat others. */
export const duplicatesFileName = 'duplicates.jsonl';
/** Valid rows between the first and the second pass. */
export const spoolFileName = 'rows.spool';
