'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { formatCount } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { formatAxisUsd } from './format-axis-usd.ts';
import { formatMicros } from './format-micros.ts';
import { dayOf, type UsageRange } from './usage-range.ts';
import type { UsageSeries } from './usage-series.ts';

interface UsageChartProps {
  range: Pick<UsageRange, 'to'>;
  days: readonly string[];
  series: readonly Pick<UsageSeries, 'group' | 'colour' | 'values'>[];
  names: Readonly<Record<string, string>>;
  countedAt: Date;
  aside?: ReactNode;
  /** Pixels. */
  height?: number;
}

/** Below this an axis in dollars would be zeros: it counts micro-dollars instead. */
const dollarsFromMicros = 10_000;

export function UsageChart({ range, days, series, names, countedAt, aside, height = 292 }: UsageChartProps) {
  const t = useTranslations('usage');
  const isToday = range.to === dayOf(countedAt);
  const most = Math.max(0, ...days.map((_, day) => series.reduce((sum, each) => sum + (each.values[day] ?? 0), 0)));
  const isTiny = most > 0 && most < dollarsFromMicros;
  const microsPerUnit = isTiny ? 1 : 1e6;
  return (
    <Panel title={t('chart.title')} aside={aside}>
      <BarChart
        label={t('chart.title')}
        unit={isTiny ? t('chart.micros') : t('chart.dollars')}
        labels={days.map((day, index) =>
          isToday && index === days.length - 1 ? t('chart.today') : formatDay(new Date(day), countedAt),
        )}
        series={series.map(({ group, colour, values }) => ({
          name: names[group] ?? group,
          colour,
          values: values.map((micros) => micros / microsPerUnit),
        }))}
        formatY={isTiny ? formatCount : formatAxisUsd}
        formatExact={(value) => formatMicros(BigInt(Math.round(value * microsPerUnit)))}
        xName={t('chart.day')}
        height={height}
        isLastPartial={isToday}
        empty={t('chart.empty')}
      />
    </Panel>
  );
}
