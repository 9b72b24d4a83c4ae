import type { LearnedTarget, TabularModel } from '@modelmint/domain/tabular-spec';
import type { Engine } from '../engine/engine.ts';
import { openWeights } from '../fitting/fit-state.ts';
import { softmax } from '../metrics/softmax.ts';
import { collectTable, openTableCollector, type RawTable, type TableToRead } from './collect-table.ts';
import { type EncodedTable, encodeTable, findUnseen, numericWidth, unseenEntry } from './encode-table.ts';
import { predictTable } from './predict-table.ts';
import type { TableRow, TableRows } from './table-row.ts';
import { readTabularArtifact } from './tabular-artifact.ts';
import { toValues } from './tabular-figures.ts';

interface Noted {
  /** Columns whose value no training row had, or too few, a missing one among them: the prediction is less sure. */
  unseen: string[];
}

export interface LabelPrediction extends Noted {
  kind: 'label';
  /** The likeliest. */
  label: string;
  /** All labels, best first; their scores, probabilities, sum to 1. */
  scores: { label: string; score: number }[];
}

export interface ValuePrediction extends Noted {
  kind: 'value';
  /** In the unit of the target. */
  value: number;
}

export type TabularPrediction = LabelPrediction | ValuePrediction;

/** A row of a call as the network reads it. */
export interface ReadRow {
  numeric: Float32Array; // [numericWidth]
  entries: Int32Array; // [categorical columns]
  unseen: string[];
}

export interface LoadedTabular extends TabularModel {
  /**
   * Each row must have the columns that the model reads, if only with null; it may have the target and what was left out in
   * training. Blocks the event loop meanwhile.
   *
   * @throws AppError `invalid_value` for a row that lacks a column, has an unknown one, or text where a number belongs.
   */
  predict(rows: readonly TableRow[]): TabularPrediction[];
  /** The first half of `predict`, of one call. Throws as it does, and the signal's reason. */
  read(rows: TableRows, signal?: AbortSignal): Promise<ReadRow[]>;
  /** The second half, of as many calls as there are; scores are the best `topK` of each. */
  predictRead(rows: readonly ReadRow[], topK?: number): TabularPrediction[];
  /** Cells of a row that count. */
  cellsRead: number;
  /** Memory that it takes: the weights, and the values that columns may have. */
  bytes: number;
  dispose(): void;
}

/**
 * Loads what `trainTabular` wrote as its artifact.
 *
 * @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the other.
 */
export async function loadTabular({ engine, folder }: { engine: Engine; folder: string }): Promise<LoadedTabular> {
  const { model, network, weights } = await readTabularArtifact(folder);
  const { parameter, dispose } = openWeights(engine.tf, weights);
  const table = tableOf(model);
  const width = numericWidth(model.columns);

  function predictRead(rows: readonly ReadRow[], topK = Number.POSITIVE_INFINITY): TabularPrediction[] {
    const outputs = predictTable(engine, { network, parameter }, joinRows(rows, width));
    return toPredictions(outputs, model.target, { rows, topK });
  }

  return {
    ...model,
    predict: (rows) => {
      const collector = openTableCollector(table);
      for (const row of rows) collector.add(row);
      return predictRead(splitRows(collector.finish(), model));
    },
    read: async (rows, signal) => splitRows(await collectTable(rows, table, signal), model),
    predictRead,
    cellsRead: table.columns.length,
    bytes: weights.reduce((sum, { values }) => sum + values.byteLength, 0) + textBytes(model),
    dispose,
  };
}

function tableOf({ spec, columns }: TabularModel): TableToRead {
  return {
    columns: columns.flatMap(({ kind, name }) => (kind === 'left-out' ? [] : [{ kind, name }])),
    others: spec.columns.map(({ name }) => name),
    missingWords: spec.missingWords,
    source: 'given',
  };
}

function splitRows(raw: RawTable, { columns }: TabularModel): ReadRow[] {
  const table = encodeTable(raw, columns);
  const { numeric, numericWidth: width, entries } = table;
  return findUnseen(raw, table, columns).map((unseen, row) => ({
    numeric: numeric.subarray(row * width, (row + 1) * width),
    entries: Int32Array.from(entries, (column) => column[row] ?? unseenEntry),
    unseen,
  }));
}

function joinRows(rows: readonly ReadRow[], width: number): EncodedTable {
  const numeric = new Float32Array(rows.length * width);
  rows.forEach((row, index) => {
    numeric.set(row.numeric, index * width);
  });
  const entries = Array.from(rows[0]?.entries ?? [], (_, column) =>
    Int32Array.from(rows, (row) => row.entries[column] ?? unseenEntry),
  );
  return { count: rows.length, numeric, numericWidth: width, entries };
}

interface Asked {
  rows: readonly ReadRow[];
  topK: number;
}

function toPredictions(outputs: Float32Array, target: LearnedTarget, { rows, topK }: Asked): TabularPrediction[] {
  if (target.kind === 'value')
    return Array.from(toValues(outputs, target), (value, row) => ({
      kind: 'value',
      value,
      unseen: rows[row]?.unseen ?? [],
    }));
  const { labels } = target;
  const probabilities = softmax(outputs, labels.length);
  return rows.map(({ unseen }, row) => {
    const own = probabilities.subarray(row * labels.length, (row + 1) * labels.length);
    const places = Array.from(labels.keys()).sort((a, b) => (own[b] ?? 0) - (own[a] ?? 0));
    const scores = places.slice(0, topK).map((place) => ({ label: labels[place] ?? '', score: own[place] ?? 0 }));
    return { kind: 'label', label: scores[0]?.label ?? '', scores, unseen };
  });
}

/** Of a value its text, its place in a list, and in the map that finds it. */
const valueBytes = 96;

function textBytes({ columns }: TabularModel): number {
  const values = columns.flatMap((column) => (column.kind === 'categorical' ? [column.values] : []));
  return values.reduce((sum, texts) => texts.reduce((all, text) => all + valueBytes + text.length, sum), 0);
}
