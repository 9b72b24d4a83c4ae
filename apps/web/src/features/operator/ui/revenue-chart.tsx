'use client';

import type { RevenueDay } from '@modelmint/db/system/read-revenue';
import { useTranslations } from 'next-intl';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { formatDay } from '../../../ui/format-time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { formatAxisUsd } from '../../usage/ui/format-axis-usd.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';

/** What each day earned, by what it was earned with. */
export function RevenueChart({ days, countedAt }: { days: readonly RevenueDay[]; countedAt: Date }) {
  const t = useTranslations('operator');
  const isToday = days.at(-1)?.day === countedAt.toISOString().slice(0, 10);
  const dollars = (read: (day: RevenueDay) => bigint) => days.map((day) => Number(read(day)) / 1e6);
  return (
    <Panel title={t('revenue.byDay')}>
      <BarChart
        label={t('revenue.byDay')}
        unit={t('revenue.unit')}
        labels={days.map(({ day }, place) =>
          isToday && place === days.length - 1 ? t('revenue.today') : formatDay(new Date(day), countedAt),
        )}
        series={[
          { name: t('revenue.training'), values: dollars((day) => day.trainingMicros) },
          { name: t('revenue.inference'), values: dollars((day) => day.inferenceMicros) },
          { name: t('revenue.fees'), values: dollars((day) => day.planFeeMicros) },
        ]}
        formatY={formatAxisUsd}
        formatExact={(value) => formatMicros(BigInt(Math.round(value * 1e6)))}
        xName={t('revenue.day')}
        height={260}
        isLastPartial={isToday}
        empty={t('revenue.empty')}
      />
    </Panel>
  );
}
