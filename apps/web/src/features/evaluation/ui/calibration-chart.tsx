'use client';

import type { ClassificationReport } from '@modelmint/domain/evaluation-report';
import { useTranslations } from 'next-intl';
import { formatShortShare } from '../../../ui/format.ts';
import { LineChart } from '../../../ui/line-chart.tsx';

/** Fewer say more of chance than of the model. */
const rowsMin = 5;

/** The reliability diagram: how often what was said with some confidence was right. Bins with few rows are left out. */
export function CalibrationChart({ bins }: { bins: ClassificationReport['bins'] }) {
  const t = useTranslations('evaluation');
  const filled = bins.filter(({ rows }) => rows >= rowsMin);
  const points = filled.map(({ confidence, accuracy }) => ({ x: confidence, y: accuracy }));
  const ideal = [0, ...points.map(({ x }) => x), 1].map((x) => ({ x, y: x }));
  return (
    <LineChart
      label={t('calibration.title')}
      unit={t('calibration.unit')}
      xTitle={t('calibration.confidence')}
      series={[
        { name: t('calibration.model'), points, hasDots: true },
        { name: t('calibration.ideal'), points: points.length === 0 ? [] : ideal, isFaint: true },
      ]}
      formatX={formatShortShare}
      formatY={formatShortShare}
      xMax={1}
      yMin={0}
      yMax={1}
      empty={t('calibration.empty')}
    />
  );
}
