import type { RankingResult } from '@modelmint/domain/training-metrics';
import type { Translate } from '../../../i18n/translate.ts';
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
export function rankingMeasures(
  t: Translate<'fineTuning'>,
  { recall, ndcg, mrr, rankedAt, baseline }: RankingResult,
): RankingMeasure[] {
  const figure = (size: number) => size.toFixed(3);
  return [
    {
      name: `Recall@${rankedAt}`,
      meaning: t('ranking.recall', { rankedAt }),
      model: formatShare(recall),
      popular: formatShare(baseline.recall),
      difference: t('result.points', { points: signed((recall - baseline.recall) * 100, (size) => size.toFixed(1)) }),
    },
    {
      name: `NDCG@${rankedAt}`,
      meaning: t('ranking.ndcg', { rankedAt }),
      model: figure(ndcg),
      popular: figure(baseline.ndcg),
      difference: signed(ndcg - baseline.ndcg, figure),
    },
    {
      name: 'MRR',
      meaning: t('ranking.mrr'),
      model: figure(mrr),
      popular: figure(baseline.mrr),
      difference: signed(mrr - baseline.mrr, figure),
    },
  ];
}
