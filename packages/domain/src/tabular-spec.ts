import { z } from 'zod';

/** What a column is to a model of tables. */
export const ColumnRole = z.enum(['numeric', 'categorical', 'target', 'ignored']);
export type ColumnRole = z.infer<typeof ColumnRole>;

const name = z.string().min(1).max(200);

/** A column of a table by its name, with its role. */
export const TableColumn = z.strictObject({ name, role: ColumnRole });
export type TableColumn = z.infer<typeof TableColumn>;

/** Whether the columns of a table have different names. */
export function haveOwnNames(columns: readonly { name: string }[]): boolean {
  return new Set(columns.map((column) => column.name)).size === columns.length;
}

/** Everything that training a model of tables needs to know, as numbers; frozen in the job. */
export const TabularSpec = z
  .strictObject({
    task: z.enum(['tabular-classification', 'tabular-regression']),
    /** All columns of the rows; none is guessed. */
    columns: z.array(TableColumn).min(2).max(1000),
    /** Cells that hold no value, blanks at both ends not counted; null and the empty text always are. */
    missingWords: z.array(z.string().max(40)).max(50),
    /** A categorical value that fewer training rows have is taken for one that was never seen. */
    categoryCountMin: z.number().int().min(1).max(1000),
    /** Values of a categorical column with an embedding of their own, the most frequent ones. */
    categoriesMax: z.number().int().min(2).max(100_000),
    /** An embedding has half as many numbers as its column has values, and at most this. */
    embeddingSizeMax: z.number().int().min(1).max(512),
    /** Share of known values that a training step takes for unseen ones, so that those too have a learned embedding. */
    unseenRate: z.number().min(0).max(0.5),
    hiddenSizes: z.array(z.number().int().min(1).max(4096)).max(8),
    dropout: z.number().min(0).max(0.9),
    epochs: z.number().int().min(1).max(1000),
    batchSize: z.number().int().min(4).max(8192),
    learningRate: z.number().positive().max(1),
    schedule: z.enum(['constant', 'linear', 'cosine']),
    warmupRatio: z.number().min(0).max(0.5),
    weightDecay: z.number().min(0).max(1),
    clipNorm: z.number().positive(),
    /** Of no use to a regression. */
    labelSmoothing: z.number().min(0).max(0.5),
    /** Rows of rare labels count more, so that each label weighs the same; of no use to a regression. */
    isBalanced: z.boolean(),
    earlyStopPatience: z.number().int().min(1).max(100),
    evaluationsPerEpoch: z.number().int().min(1).max(20),
    seed: z.number().int().min(0).max(0xffffffff),
  })
  .refine((spec) => haveOwnNames(spec.columns), { path: ['columns'], message: 'two columns have the same name' })
  .refine((spec) => spec.columns.filter(({ role }) => role === 'target').length === 1, {
    path: ['columns'],
    message: 'exactly one column must have the role target',
  })
  .refine((spec) => spec.columns.some(({ role }) => role === 'numeric' || role === 'categorical'), {
    path: ['columns'],
    message: 'at least one column must be numeric or categorical',
  });
export type TabularSpec = z.infer<typeof TabularSpec>;

/** Those that rows of training have: the target and what it is told from. */
export function columnsRead({ columns }: Pick<TabularSpec, 'columns'>): TableColumn[] {
  return columns.filter(({ role }) => role !== 'ignored');
}

/** What spreadsheets, databases and statistics programs write where there is no value. */
export const usualMissingWords = ['NA', 'N/A', 'n/a', 'NaN', 'nan', 'null', 'NULL', 'None', '#N/A'];

const finite = z.number().refine(Number.isFinite);

/** What a column turned out to hold in the training rows, so that later rows are read the same way. */
export const LearnedColumn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('numeric'),
    name,
    mean: finite,
    deviation: finite.positive(),
    /** Training rows lacked the value, so the network is told where it is missing. */
    hasMissing: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('categorical'),
    name,
    /** The entry of a value is its place plus 2: 0 is for a missing value, 1 for one that was not seen. */
    values: z.array(z.string()),
    hasMissing: z.boolean(),
    size: z.number().int().min(1),
  }),
  /** Read by nobody: the same in all training rows, or ignored by its role. */
  z.strictObject({ kind: z.literal('left-out'), name, why: z.enum(['constant', 'ignored']) }),
]);
export type LearnedColumn = z.infer<typeof LearnedColumn>;

/** What a model gives for a row: one of the labels, or a number in the unit of the target column. */
export const LearnedTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), name, labels: z.array(z.string()).min(2) }),
  z.strictObject({ kind: z.literal('value'), name, mean: finite, deviation: finite.positive() }),
]);
export type LearnedTarget = z.infer<typeof LearnedTarget>;

/** What a trained model needs beside its weights. */
export const TabularModel = z.strictObject({
  spec: TabularSpec,
  /** All but the target, in the order of the spec. */
  columns: z.array(LearnedColumn),
  target: LearnedTarget,
});
export type TabularModel = z.infer<typeof TabularModel>;

export interface TabularData {
  /** Rows that are trained on. */
  trainRows: number;
  seed: number;
}

/** Suggested settings by the size of the data. */
export function suggestTabularSpec(
  task: TabularSpec['task'],
  columns: readonly TableColumn[],
  { trainRows, seed }: TabularData,
): TabularSpec {
  const isSmall = trainRows < 1_000;
  return TabularSpec.parse({
    task,
    columns,
    missingWords: usualMissingWords,
    categoryCountMin: isSmall ? 1 : 3,
    categoriesMax: 10_000,
    embeddingSizeMax: 50,
    unseenRate: 0.01,
    hiddenSizes: isSmall ? [64, 32] : trainRows < 100_000 ? [200, 100] : [400, 200],
    dropout: isSmall ? 0.1 : 0.2,
    epochs: isSmall ? 100 : trainRows < 10_000 ? 40 : trainRows < 100_000 ? 20 : 10,
    batchSize: Math.min(1024, Math.max(16, 2 ** Math.round(Math.log2(Math.max(1, trainRows) / 40)))),
    learningRate: isSmall ? 0.005 : 0.003,
    schedule: 'cosine',
    warmupRatio: 0.05,
    weightDecay: 0.01,
    clipNorm: 5,
    labelSmoothing: 0,
    isBalanced: false,
    earlyStopPatience: isSmall ? 20 : 8,
    evaluationsPerEpoch: 1,
    seed,
  });
}
