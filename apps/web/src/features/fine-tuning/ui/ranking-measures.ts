import type { RankingResult } from '@modelmint/domain/training-metrics';
import { formatShare } from '../../../ui/format.ts';
import { signed } from './training-result.ts';

export interface RankingMeasure {
  name: string;
  /** In plain words. */
  meaning: string;
  model: string;
  popular: string;
  difference: string;
}

/** What the model and the most popular items reach, by each measure. */
export function rankingMeasures({ recall, ndcg, mrr, rankedAt, baseline }: RankingResult): RankingMeasure[] {
  const figure = (size: number) => size.toFixed(3);
  return [
    {
      name: `Recall@${rankedAt}`,
      meaning: `how often the item is among the first ${rankedAt}`,
      model: formatShare(recall),
      popular: formatShare(baseline.recall),
      difference: `${signed((recall - baseline.recall) * 100, (size) => size.toFixed(1))} points`,
    },
    {
      name: `NDCG@${rankedAt}`,
      meaning: `1 when it is always first, less the lower it stands, 0 below place ${rankedAt}`,
      model: figure(ndcg),
      popular: figure(baseline.ndcg),
      difference: signed(ndcg - baseline.ndcg, figure),
    },
    {
      name: 'MRR',
      meaning: 'mean of 1 ÷ place: 0.5 is like the second place each time',
      model: figure(mrr),
      popular: figure(baseline.mrr),
      difference: signed(mrr - baseline.mrr, figure),
    },
  ];
}
