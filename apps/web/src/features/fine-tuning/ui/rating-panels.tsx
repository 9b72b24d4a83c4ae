import type { RatingResult } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import { formatCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { formatFigure } from './format-figure.ts';

/** How far predicted ratings are off, on the last rating of each user, beside what the means alone would say. */
export function RatingPanels({ result }: { result: RatingResult }) {
  const t = useTranslations('fineTuning');
  const { rmse, mae, baselineRmse, heldOut, users, items, bestStep, steps } = result;
  const less = 1 - rmse / Math.max(baselineRmse, Number.MIN_VALUE);
  return (
    <>
      <Stats
        stats={[
          {
            label: t('result.rmse'),
            value: formatFigure(rmse),
            detail: less > 0 ? t('rating.less', { percent: (less * 100).toFixed(1) }) : t('rating.notLess'),
          },
          {
            label: t('rating.means'),
            value: formatFigure(baselineRmse),
            detail: t('rating.meansDetail'),
          },
          { label: t('result.mae'), value: formatFigure(mae), detail: t('rating.points') },
          {
            label: t('ranking.heldOut'),
            value: formatCount(heldOut),
            detail: t('rating.heldOutDetail', {
              users,
              items,
              best: formatCount(bestStep),
              steps: formatCount(steps),
            }),
          },
        ]}
      />
      {less <= 0 && <Note tone="warning">{t.rich('rating.notBetter', { b: (chunks) => <b>{chunks}</b> })}</Note>}
    </>
  );
}
