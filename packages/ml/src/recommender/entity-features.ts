import { AppError } from '@modelmint/domain/errors';
import type { FeatureColumn } from '@modelmint/domain/recommender-spec';
import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import { openTableCollector, type RawColumn, type RawTable, type TableToRead } from '../tabular/collect-table.ts';
import { type EncodedTable, encodeTable } from '../tabular/encode-table.ts';
import { learnColumns } from '../tabular/learn-columns.ts';
import type { TableRow } from '../tabular/table-row.ts';
import type { EntityId } from './interaction.ts';

/** What is told of one user or item. */
export interface FeatureRow {
  id: EntityId;
  features: TableRow;
}

export type FeatureRows = Iterable<FeatureRow> | AsyncIterable<FeatureRow>;

/** Users or items: first those with interactions to learn from, then those of which only features are known. */
export interface Entities {
  ids: string[];
  /** So many of the first have interactions. */
  trained: number;
  /** Where the bias of each of those starts, and what it is drawn to. */
  bias: Float32Array; // [trained]
  /** Undefined where the spec reads no features. */
  features: { columns: LearnedColumn[]; table: EncodedTable } | undefined;
}

export interface EntitiesToRead {
  noun: 'user' | 'item';
  columns: readonly FeatureColumn[];
  missingWords: readonly string[];
}

/**
 * Who has no row of features is read as one who lacks them all.
 *
 * @param trainedIds in the order of their places
 * @throws AppError `dataset_invalid` for rows that do not fit the columns, or are two of one id.
 */
export async function readEntities(
  trainedIds: readonly string[],
  rows: FeatureRows | undefined,
  { noun, columns, missingWords }: EntitiesToRead,
): Promise<Entities> {
  const ids = [...trainedIds];
  const trainedCount = ids.length;
  const bias = new Float32Array(trainedCount);
  if (columns.length === 0) return { ids, trained: trainedCount, bias, features: undefined };
  if (rows === undefined)
    throw new AppError('dataset_invalid', `The spec reads features of ${noun}s: give them, or take the columns out.`);
  const collector = openTableCollector(featuresToRead(columns, { missingWords, source: `${noun} features` }));
  const rowOf = new Map<string, number>();
  for await (const { id, features } of rows) {
    const text = String(id).trim();
    if (rowOf.has(text))
      throw new AppError('dataset_invalid', `Two rows of ${noun} features have the id "${text}": keep one of them.`);
    rowOf.set(text, rowOf.size);
    collector.add(features);
  }
  const trained = new Set(trainedIds);
  for (const id of rowOf.keys()) if (!trained.has(id)) ids.push(id);
  const raw = arrange(
    collector.finish(),
    Int32Array.from(ids, (id) => rowOf.get(id) ?? -1),
  );
  const known = arrange(
    raw,
    Int32Array.from(trainedIds, (_, place) => place),
  );
  const learned = learnColumns(known, columns, { ...columnSettings, rowNoun: noun });
  return { ids, trained: trainedCount, bias, features: { columns: learned, table: encodeTable(raw, learned) } };
}

const columnSettings = { categoryCountMin: 1, categoriesMax: 10_000, embeddingSizeMax: 50 };

export function featuresToRead(
  columns: readonly FeatureColumn[],
  rest: Pick<TableToRead, 'missingWords' | 'source'>,
): TableToRead {
  return {
    columns: columns.flatMap(({ name, role }) => (role === 'ignored' ? [] : [{ name, kind: role }])),
    others: columns.map(({ name }) => name),
    ...rest,
  };
}

/** The rows in another order; below 0 is a row that lacks everything. */
function arrange(raw: RawTable, order: Int32Array): RawTable {
  const columns = [...raw.columns].map(([name, column]): [string, RawColumn] => {
    if (column.kind === 'numeric')
      return [name, { ...column, numbers: Array.from(order, (row) => column.numbers[row] ?? Number.NaN) }];
    return [name, { ...column, places: Array.from(order, (row) => column.places[row] ?? -1) }];
  });
  return { count: order.length, columns: new Map(columns) };
}
