import { listColumns } from '@modelmint/domain/dataset-columns';
import { AppError } from '@modelmint/domain/errors';
import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import type { RawColumn, RawTable } from './collect-table.ts';
import { entriesBefore } from './encode-table.ts';

export interface ColumnSettings {
  /** What a row is, for messages: `training row` unless said. */
  rowNoun?: string;
  categoryCountMin: number;
  categoriesMax: number;
  embeddingSizeMax: number;
}

/**
 * What the columns hold in the training rows. A column that is the same in all of them is left out.
 *
 * @param names in the order in which the network reads them
 * @throws AppError `dataset_invalid` when columns are all missing, by name, or none says anything.
 */
export function learnColumns(
  { columns, count }: RawTable,
  names: readonly { name: string; role: string }[],
  settings: ColumnSettings,
): LearnedColumn[] {
  const { rowNoun = 'training row' } = settings;
  const empty = [...columns].filter(([, column]) => isEmpty(column)).map(([name]) => name);
  if (empty.length > 0)
    throw new AppError(
      'dataset_invalid',
      `No ${rowNoun} of ${count} has a value in ${listColumns(empty)}: fill it, or give it the role ignored.`,
    );
  const learned = names.map(({ name }): LearnedColumn => {
    const column = columns.get(name);
    if (column === undefined) return { kind: 'left-out', name, why: 'ignored' };
    return column.kind === 'numeric' ? learnNumbers(name, column) : learnTexts(name, column, settings);
  });
  if (learned.every(({ kind }) => kind === 'left-out'))
    throw new AppError(
      'dataset_invalid',
      `Every column is the same in all ${count} ${rowNoun}s, or ignored: there is nothing to learn from.`,
    );
  checkValues(learned);
  return learned;
}

/** Of the values that a model remembers, as the JSON that it is served from: 64 MiB less what stands beside them. */
const valueBytesMax = 48 << 20;
/** Quotes, a comma and the blanks in front. */
const bytesAround = 14;

/** @throws AppError `dataset_invalid` before a model is trained that could not be loaded. */
function checkValues(learned: readonly LearnedColumn[]): void {
  const sizes = learned.flatMap((column) =>
    column.kind === 'categorical'
      ? [
          {
            name: column.name,
            bytes: column.values.reduce((sum, one) => sum + Buffer.byteLength(one) + bytesAround, 0),
          },
        ]
      : [],
  );
  if (sizes.reduce((sum, { bytes }) => sum + bytes, 0) <= valueBytesMax) return;
  const longest = sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 5);
  throw new AppError(
    'dataset_invalid',
    `The texts in categorical columns take more than ${valueBytesMax >> 20} MiB, most of it in ` +
      `${listColumns(longest.map(({ name }) => name))}: give such columns the role ignored, or shorten their texts.`,
  );
}

function isEmpty(column: RawColumn): boolean {
  return column.kind === 'numeric' ? column.numbers.every(Number.isNaN) : column.places.every((place) => place < 0);
}

function learnNumbers(name: string, { numbers }: { numbers: readonly number[] }): LearnedColumn {
  const { mean, deviation, missing } = measureNumbers(numbers);
  const hasMissing = missing > 0;
  if (deviation === 0 && !hasMissing) return { kind: 'left-out', name, why: 'constant' };
  return { kind: 'numeric', name, mean, deviation: deviation === 0 ? 1 : deviation, hasMissing };
}

/** Of those that are not NaN, in two passes. The deviation of equal numbers is exactly 0. */
export function measureNumbers(numbers: readonly number[]): { mean: number; deviation: number; missing: number } {
  let [sum, count, lowest, highest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const mean = sum / Math.max(1, count);
  let squares = 0;
  for (const value of numbers) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const deviation = lowest >= highest ? 0 : Math.sqrt(squares / count);
  return { mean, deviation, missing: numbers.length - count };
}

type Texts = { places: readonly number[]; values: readonly string[] };

function learnTexts(name: string, { places, values }: Texts, settings: ColumnSettings): LearnedColumn {
  const counts = new Int32Array(values.length);
  let missing = 0;
  for (const place of places) {
    if (place < 0) missing++;
    else counts[place] = (counts[place] ?? 0) + 1;
  }
  if (missing === 0 && counts.filter((count) => count > 0).length === 1)
    return { kind: 'left-out', name, why: 'constant' };
  const kept = values
    .map((value, place) => ({ value, count: counts[place] ?? 0 }))
    .filter(({ count }) => count >= settings.categoryCountMin)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, settings.categoriesMax)
    .map(({ value }) => value);
  return { kind: 'categorical', name, values: kept, hasMissing: missing > 0, size: embeddingSize(kept, settings) };
}

/**
 * min(50, ⌈n / 2⌉) for n entries, those for missing and unseen values among them: the rule of thumb of fast.ai's course of
 * 2018 for the embeddings of Guo and Berkhahn (2016).
 */
function embeddingSize(values: readonly string[], { embeddingSizeMax }: ColumnSettings): number {
  return Math.min(embeddingSizeMax, Math.ceil((values.length + entriesBefore) / 2));
}
