import type { TabularModel } from '@modelmint/domain/tabular-spec';
import type { Engine } from '../engine/engine.ts';
import { openWeights } from '../fitting/fit-state.ts';
import { softmax } from '../metrics/softmax.ts';
import { openTableCollector } from './collect-table.ts';
import { encodeTable, findUnseen } from './encode-table.ts';
import { predictTable } from './predict-table.ts';
import type { TableRow } from './table-row.ts';
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

export interface LoadedTabular extends TabularModel {
  /**
   * Each row must have the columns that the model reads, if only with null; it may have the target and what was left out in
   * training. Blocks the event loop meanwhile.
   *
   * @throws AppError `invalid_value` for a row that lacks a column, has an unknown one, or text where a number belongs.
   */
  predict(rows: readonly TableRow[]): TabularPrediction[];
  /** Memory that the weights take. */
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
  const { spec, columns, target } = model;
  const { parameter, dispose } = openWeights(engine.tf, weights);
  const needed = columns.flatMap(({ kind, name }) => (kind === 'left-out' ? [] : [{ kind, name }]));
  const others = spec.columns.map(({ name }) => name);

  function predict(rows: readonly TableRow[]): TabularPrediction[] {
    const collector = openTableCollector({
      columns: needed,
      others,
      missingWords: spec.missingWords,
      source: 'given',
    });
    for (const row of rows) collector.add(row);
    const raw = collector.finish();
    const table = encodeTable(raw, columns);
    const outputs = predictTable(engine, { network, parameter }, table);
    const unseen = findUnseen(raw, table, columns);
    if (target.kind === 'value')
      return [...toValues(outputs, target)].map((value, row) => ({ kind: 'value', value, unseen: unseen[row] ?? [] }));
    const { labels } = target;
    const probabilities = softmax(outputs, labels.length);
    return rows.map((_, row) => {
      const scores = labels
        .map((label, place) => ({ label, score: probabilities[row * labels.length + place] ?? 0 }))
        .sort((a, b) => b.score - a.score);
      return { kind: 'label', label: scores[0]?.label ?? '', scores, unseen: unseen[row] ?? [] };
    });
  }

  return {
    ...model,
    predict,
    bytes: weights.reduce((sum, { values }) => sum + values.byteLength, 0),
    dispose,
  };
}
