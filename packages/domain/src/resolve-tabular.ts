import { distinctShownMax } from './dataset-limits.ts';
import type { DatasetReport } from './dataset-report.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam, needAtMost } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { columnsRead, suggestTabularSpec, type TabularSpec } from './tabular-spec.ts';

export interface TabularTrainingData {
  trainRows: number;
  /** Without: a tenth of those. */
  validationRows?: number;
  table: NonNullable<DatasetReport['table']>;
  labels: number;
}

const batchSizeMax = 8_192;
/** Of the rows as numbers, and of the network. A worker gives a job 4 GiB, of which Node.js and TensorFlow take a part. */
const bytesMax = 3e9;

/** Numbers of a table predictor: what was asked for, else what suits the data. */
export function resolveTabular(asked: Hyperparameters, data: TabularTrainingData, seed: number): TabularSpec {
  const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);
  const { table, trainRows } = data;
  const task = table.target.kind === 'label' ? 'tabular-classification' : 'tabular-regression';
  // Rows are stored without what is ignored; that a call may give it all the same, the model must know.
  const columns = table.columns.map(({ name, role }) => ({ name, role }));
  if (task === 'tabular-regression') refuseOfLabels(asked);
  needAtMost(asked, 'batch_size', { most: batchSizeMax, noun: 'A table predictor' });
  const suggested = suggestTabularSpec(task, columns, { trainRows, seed });
  const batchSize = value(asked.batch_size, suggested.batchSize);
  if (asked.batch_size !== 'auto' && batchSize > trainRows)
    throw new AppError('invalid_value', `A batch of ${batchSize} is larger than the ${trainRows} training rows.`, {
      param: hyperparameterParam('batch_size'),
    });
  const spec: TabularSpec = {
    ...suggested,
    batchSize: Math.max(4, batchSize),
    hiddenSizes: sizesOf(asked, suggested.hiddenSizes),
    dropout: value(asked.dropout, suggested.dropout),
    isBalanced: asked.class_weights === 'balanced',
    labelSmoothing: value(asked.label_smoothing, suggested.labelSmoothing),
    epochs: value(asked.n_epochs, suggested.epochs),
    learningRate: Math.min(1, suggested.learningRate * value(asked.learning_rate_multiplier, 1)),
    weightDecay: value(asked.weight_decay, suggested.weightDecay),
    warmupRatio: value(asked.warmup_ratio, suggested.warmupRatio),
    earlyStopPatience: value(asked.early_stop_patience, suggested.earlyStopPatience),
  };
  checkMemory(spec, data);
  return spec;
}

/** Each layer has half the width of the one before. */
function sizesOf(asked: Hyperparameters, suggested: readonly number[]): number[] {
  const [first = 64] = suggested;
  const width = asked.hidden_size === 'auto' ? first : asked.hidden_size;
  const layers = asked.layers === 'auto' ? suggested.length : asked.layers;
  return Array.from({ length: layers }, (_, layer) => Math.max(8, Math.round(width / 2 ** layer)));
}

function refuseOfLabels({ class_weights: weights, label_smoothing: smoothing }: Hyperparameters): void {
  const name = weights === 'balanced' ? 'class_weights' : smoothing === 'auto' ? null : 'label_smoothing';
  if (name === null) return;
  throw new AppError('invalid_value', `The target holds values, not labels: leave ${name} out.`, {
    param: hyperparameterParam(name),
  });
}

function checkMemory(spec: TabularSpec, data: TabularTrainingData): void {
  const { trainRows } = data;
  const bytes = tabularTrainingBytes(spec, data);
  if (bytes <= bytesMax) return;
  const gigabytes = (amount: number) => `${(amount / 1e9).toFixed(1)} GB`;
  throw new AppError(
    'invalid_value',
    `Training on ${trainRows.toLocaleString('en-US')} rows of ${columnsRead(spec).length} columns would take ${gigabytes(bytes)} of memory and may take ${gigabytes(bytesMax)}: give columns the role ignored, upload fewer rows, or lower batch_size (${spec.batchSize}) or hidden_size (${spec.hiddenSizes[0] ?? 0}).`,
    { param: 'training_file' },
  );
}

/** Seen at the peak of reading, from the list that grows to the number that the network reads. */
const bytesPerCell = { numeric: 24, text: 34 };
/** Of a held-out row and a label: outputs in parts and joined, and probabilities. */
const bytesPerScore = 4 + 4 + 8;
/** A text in a list and in the map that finds it. */
const bytesPerDistinct = 150;
/** Parameters with their gradient, two means, the workings of a step and the best so far. */
const parameterCopies = 10;
/** What each layer computes of a batch on its way and back. */
const outputCopies = 7;

/** Bytes of the table as it is read and as it is encoded, of the parameters with Adam's means, and of a batch. */
export function tabularTrainingBytes(spec: TabularSpec, data: TabularTrainingData): number {
  const { trainRows, validationRows = 0.1 * trainRows, table, labels } = data;
  const columns = columnsRead(spec);
  const inputs = columns.filter(({ role }) => role !== 'target');
  const distinctOf = (name: string) => table.columns.find((column) => column.name === name)?.distinct ?? 0;
  const scores = validationRows * Math.max(1, labels) * bytesPerScore;
  const numbers = inputs.filter(({ role }) => role === 'numeric').length;
  const row = numbers * bytesPerCell.numeric + (columns.length - numbers) * bytesPerCell.text;
  const cells = (trainRows + validationRows) * row;
  const texts = inputs.reduce((sum, { name, role }) => {
    if (role === 'numeric') return sum;
    const distinct = distinctOf(name);
    return sum + (distinct < distinctShownMax ? distinct : trainRows);
  }, 0);
  const widthOf = ({ name, role }: { name: string; role: string }) => {
    if (role === 'numeric') return { width: 2, entries: 0 };
    const distinct = distinctOf(name);
    const entries = Math.min(spec.categoriesMax, distinct) + 2;
    return { width: Math.min(spec.embeddingSizeMax, Math.ceil(entries / 2)), entries };
  };
  const widths = inputs.map(widthOf);
  const sizes = [widths.reduce((sum, { width }) => sum + width, 0), ...spec.hiddenSizes, Math.max(1, labels)];
  const dense = sizes.slice(1).reduce((sum, size, layer) => sum + size * ((sizes[layer] ?? 0) + 4), 0);
  const embeddings = widths.reduce((sum, { width, entries }) => sum + width * entries, 0);
  const batch = spec.batchSize * sizes.reduce((sum, size) => sum + size, 0);
  const floats = parameterCopies * (dense + embeddings) + outputCopies * batch;
  return cells + scores + texts * bytesPerDistinct + 4 * floats;
}
