import { z } from 'zod';
import { DatasetProblem } from './dataset-problem.ts';
import { ColumnRole } from './tabular-spec.ts';
import { Task } from './task.ts';

const count = z.number().int().nonnegative();

/** What reading a file has shown. Also kept for files that were refused, as far as they were read. */
export const DatasetReport = z.object({
  /** What the rows were read for. */
  task: Task.default('text-classification'),
  /** null where the file is none of them. */
  format: z.enum(['jsonl', 'csv', 'zip', 'text']).nullable(),
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
  /**
   * The classes of a classifier; empty where there are none. By falling row count. `distinctTexts` counts a text (or an image) only
   * under the label that it had first.
   */
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
  /**
   * What is billed for one pass. Text classification: words as training splits them. Text generation: an estimate, since
   * the tokenizer is that of the base model (`estimateTextTokens`). Images: one for each 8×8 pixels of the original,
   * at most 256 for an image. Tables and recommendations: the cells that are read.
   */
  tokensTotal: count,
  tokensTrain: count,
  /** Text generation only. */
  chat: z
    .object({
      /** Rows of `messages`, of `prompt` and `completion`, and of `text` alone. */
      rows: z.object({ messages: count, completion: count, text: count }),
      /** Messages of user and assistant in all rows. */
      turns: count,
      /** Rows with a system message. */
      systemRows: count,
      /** Of the longest row. */
      longestTokens: count,
    })
    .optional(),
  /** Image classification only. Pixels of the smallest and the largest image, and how many have which format. */
  images: z
    .object({
      widthMin: count,
      widthMax: count,
      heightMin: count,
      heightMax: count,
      formats: z.record(z.string(), count),
    })
    .optional(),
  /** Tables only. */
  table: z
    .object({
      target: z.object({ name: z.string(), kind: z.enum(['label', 'value']) }),
      /** All columns of the file in its order, as the rows were read. */
      columns: z.array(
        z.object({
          name: z.string(),
          role: ColumnRole,
          /** Of an ignored one: it was chosen so, the first rows have no value, or nearly all of them a different one. */
          ignoredBecause: z.enum(['chosen', 'empty', 'different']).optional(),
          /** Rows without a value. */
          missing: count,
          /** Different values, as far as they were told apart: `distinctShownMax` says that there are more. */
          distinct: count,
          /** Of numbers. */
          min: z.number().optional(),
          max: z.number().optional(),
          mean: z.number().optional(),
          /** Of texts: the most frequent ones. */
          top: z.array(z.object({ value: z.string(), rows: count })).optional(),
        }),
      ),
    })
    .optional(),
  /** Recommendations only. */
  ratings: z
    .object({
      userColumn: z.string(),
      itemColumn: z.string(),
      /** null: what users did, without ratings. */
      ratingColumn: z.string().nullable(),
      /** null: the order of the rows. */
      timeColumn: z.string().nullable(),
      users: count,
      items: count,
      /** Items that have rows which are trained on: a user's last is held out, but where it is the only one. */
      itemsTrained: count.optional(),
      /** Users of one item: they are trained on, and nothing of them can be held out. */
      usersWithOne: count,
      /** Rows that a later one of the same user and item replaces. */
      replaced: count,
      /** Of the ratings that are trained on. */
      min: z.number().optional(),
      max: z.number().optional(),
      /** Of all ratings. */
      mean: z.number().optional(),
    })
    .optional(),
  /**
   * Rows with the text and label of an earlier row (tables: with all its cells; recommendations: its user, item and rating).
   * They are kept: repeating a row is a way to weight it. Of a user and an item the last row counts.
   */
  duplicatesExact: count,
  /** Rows whose text stood first with another label. Kept as well; the report's reader should decide on one. */
  duplicatesConflicting: count,
  /**
   * Repeated rows that a draw row by row would have put on the other side than the first row with their text,
   * where they would flatter the evaluation. All rows with one text were put on one side, so the files have none.
   * 0 for tables of few different rows, which are drawn one by one (`drawsRows`).
   */
  duplicatesAcrossSplits: count,
  split: z.object({ train: count, validation: count, seed: count, fraction: z.number() }),
  /**
   * The first few of each label; long texts are cut. Text generation: `text` is what the answer `label` follows, empty where
   * the row is text alone. Tables: `text` is the cells but the target, `label` the target. Recommendations: `text` is user, item and
   * time, `label` the rating, empty where there is none. Images: `text` is the path in the archive, and `line` the entry's place in it.
   */
  examples: z.array(z.object({ label: z.string(), line: count, text: z.string() })),
  /** Bytes of the uploaded file and of the text in it. */
  sizeBytes: count,
  textBytes: count,
});
export type DatasetReport = z.infer<typeof DatasetReport>;
