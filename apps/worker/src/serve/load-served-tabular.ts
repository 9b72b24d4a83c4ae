import { loadTabular, type ReadRow, type TabularPrediction } from '@modelmint/ml/tabular/load-tabular';
import type { LoadOptions } from './load-options.ts';
import type { AskedRow, LoadedTableModel } from './loaded-model.ts';
import { rowCost } from './row-cost.ts';

export async function loadServedTabular({ engine, folder }: LoadOptions): Promise<LoadedTableModel> {
  const model = await loadTabular({ engine, folder });
  const cost = rowCost(model);
  return {
    kind: 'tabular',
    predicts: model.target.kind,
    cellsRead: model.cellsRead,
    bytes: model.bytes,
    dispose: model.dispose,
    read: model.read,
    costOf: () => cost,
    run: (asked) => predict(model.predictRead, asked),
  };
}

type PredictRead = (rows: readonly ReadRow[], topK: number) => TabularPrediction[];

function predict(predictRead: PredictRead, asked: readonly AskedRow[]): TabularPrediction[] {
  const topK = Math.max(...asked.map((one) => one.topK));
  const rows = asked.map(({ row }) => row);
  return predictRead(rows, topK).map((prediction, i) =>
    prediction.kind === 'value' ? prediction : { ...prediction, scores: prediction.scores.slice(0, asked[i]?.topK) },
  );
}
