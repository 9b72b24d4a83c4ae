import { z } from 'zod';
import { DatasetProblem } from './dataset-problem.ts';

const count = z.number().int().nonnegative();

/** What reading a file has shown. Also kept for files that were refused, as far as they were read. */
export const DatasetReport = z.object({
  /** null where the file is neither. */
  format: z.enum(['jsonl', 'csv']).nullable(),
  /** null where the file is not text. `utf-8`, `utf-16le`, `windows-1252`, … */
  encoding: z.string().nullable(),
  compression: z.enum(['none', 'gzip']),
  /** CSV only: the character between two fields. */
  delimiter: z.string().optional(),
  /** The columns of a CSV header, or the fields of the first JSON object. */
  columns: z.array(z.string()).optional(),
  /** The columns that were read; `messages` twice for the chat format. */
  textColumn: z.string().optional(),
  labelColumn: z.string().optional(),
  /** Without the header and blank lines. */
  rowsTotal: count,
  rowsValid: count,
  rowsBad: count,
  /** The first 100 and the first of each further code, in the file's order. */
  problems: z.array(DatasetProblem),
  /** All problems by code. */
  problemCounts: z.record(z.string(), count),
  /** By falling row count. `distinctTexts` counts a text only under the label that it had first. */
  labels: z.array(
    z.object({
      label: z.string(),
      rows: count,
      distinctTexts: count,
      firstLine: count,
      train: count,
      validation: count,
    }),
  ),
  /** Rows by their number of tokens: `from` ≤ tokens ≤ `to`; the last `to` is null. */
  lengthHistogram: z.array(z.object({ from: count, to: count.nullable(), rows: count })),
  /** Tokens by the word splitting that training uses. */
  tokensTotal: count,
  tokensTrain: count,
  /** Rows with the text and label of an earlier row. They are kept: repeating a row is a way to weight it. */
  duplicatesExact: count,
  /** Rows whose text stood first with another label. Kept as well; the report's reader should decide on one. */
  duplicatesConflicting: count,
  /**
   * Repeated rows that a draw row by row would have put on the other side than the first row with their text,
   * where they would flatter the evaluation. All rows with one text were put on one side, so the files have none.
   */
  duplicatesAcrossSplits: count,
  split: z.object({ train: count, validation: count, seed: count, fraction: z.number() }),
  /** The first few of each label; long texts are cut. */
  examples: z.array(z.object({ label: z.string(), line: count, text: z.string() })),
  /** Bytes of the uploaded file and of the text in it. */
  sizeBytes: count,
  textBytes: count,
});
export type DatasetReport = z.infer<typeof DatasetReport>;
