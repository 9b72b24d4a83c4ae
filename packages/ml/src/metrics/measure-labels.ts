import { share } from './share.ts';

export interface LabelMetrics {
  label: string;
  /** Of those predicted so, the share that is; 0 when none was. */
  precision: number;
  /** Of those that are, the share predicted so; 0 when none is. */
  recall: number;
  /** The harmonic mean of both. */
  f1: number;
  /** Rows that have this label. */
  support: number;
}

export type LabelAverages = Pick<LabelMetrics, 'precision' | 'recall' | 'f1'>;

/** Precision, recall and F1 per label (van Rijsbergen 1979). `confusion` is [actual][predicted]. */
export function measureLabels(labels: readonly string[], confusion: readonly (readonly number[])[]): LabelMetrics[] {
  return labels.map((label, index) => {
    const hits = confusion[index]?.[index] ?? 0;
    const support = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, counts) => sum + (counts[index] ?? 0), 0);
    return {
      label,
      precision: share(hits, predicted),
      recall: share(hits, support),
      f1: share(2 * hits, support + predicted),
      support,
    };
  });
}

/** Every label counts the same. Labels that no row has count too, with 0, so that the figure is comparable between runs. */
export function macroAverage(perLabel: readonly LabelMetrics[]): LabelAverages {
  return average(perLabel, () => 1);
}

/** Every row counts the same. */
export function weightedAverage(perLabel: readonly LabelMetrics[]): LabelAverages {
  return average(perLabel, ({ support }) => support);
}

function average(perLabel: readonly LabelMetrics[], weightOf: (metrics: LabelMetrics) => number): LabelAverages {
  const total = perLabel.reduce((sum, metrics) => sum + weightOf(metrics), 0);
  const mean = (name: keyof LabelAverages) =>
    share(
      perLabel.reduce((sum, metrics) => sum + weightOf(metrics) * metrics[name], 0),
      total,
    );
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}
