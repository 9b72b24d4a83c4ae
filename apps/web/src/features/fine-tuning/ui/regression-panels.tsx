import type { RegressionResult } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import { formatDecimals } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { bestStepStat } from './best-step-stat.ts';
import { formatFigure } from './format-figure.ts';

/** How far a model that predicts values is off, on rows that it has never seen. */
export function RegressionPanels({ result }: { result: RegressionResult }) {
  const t = useTranslations('fineTuning');
  const { mae, rmse, r2 } = result;
  return (
    <>
      <Stats
        stats={[
          {
            label: t('result.mae'),
            value: formatFigure(mae),
            detail: t('result.maeDetail'),
          },
          {
            label: t('result.rmse'),
            value: formatFigure(rmse),
            detail: t('result.rmseDetail'),
          },
          {
            label: t('result.r2'),
            value: r2 === null ? '–' : formatDecimals(r2, 3),
            detail: t(r2 === null ? 'result.r2Equal' : 'result.r2Detail'),
          },
          bestStepStat(t, result),
        ]}
      />
      {r2 !== null && r2 <= 0 && (
        <Note tone="warning">{t.rich('result.notBetterThanMean', { b: (chunks) => <b>{chunks}</b> })}</Note>
      )}
    </>
  );
}
