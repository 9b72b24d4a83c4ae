'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { formatCount, formatShortCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type LengthBins, lengthBins } from './dataset-facts.ts';

export function LengthChart({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const bins = lengthBins(report, t);
  const { median, ninetyFifth } = bins;
  return (
    <Panel title={t('length.title')} description={descriptionOf(report, bins, t)}>
      <BarChart
        label={t('length.title')}
        unit={t('length.unit')}
        labels={bins.labels}
        series={[{ name: t('examples.title'), values: bins.rows }]}
        formatY={formatShortCount}
        formatExact={formatCount}
        xTitle={t('length.x')}
        xName={t('length.tokens')}
        height={176}
        lines={[
          ...(median === null ? [] : [{ at: median.at, label: t('length.medianNear', { count: median.tokens }) }]),
          ...(ninetyFifth === null || isNear(bins)
            ? []
            : [{ at: ninetyFifth.at, label: t('length.mostUnder', { count: ninetyFifth.tokens }) }]),
        ]}
        empty={t('length.empty')}
      />
    </Panel>
  );
}

function descriptionOf(
  { task, rowsValid, tokensTotal }: DatasetReport,
  { median, ninetyFifth }: LengthBins,
  t: Translate<'dataset'>,
): string {
  const kind = t(task === 'text-generation' ? 'length.estimated' : 'length.counted');
  if (median === null || ninetyFifth === null) return kind;
  const mean = rowsValid === 0 ? 0 : Math.round(tokensTotal / rowsValid);
  return t('length.summary', { kind, mean, median: median.tokens, most: ninetyFifth.tokens });
}

/** Two lines whose words would stand over one another. */
function isNear({ median, ninetyFifth, labels }: LengthBins): boolean {
  return median !== null && ninetyFifth !== null && (ninetyFifth.at - median.at) / labels.length < 0.35;
}
