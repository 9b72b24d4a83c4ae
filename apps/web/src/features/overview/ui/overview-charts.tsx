'use client';

import { useTranslations } from 'next-intl';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount } from '../../../ui/format.ts';
import { formatClock } from '../../../ui/format-time.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { UsageChart } from '../../usage/ui/usage-chart.tsx';
import type { Overview } from '../server/read-overview.ts';

interface OverviewChartsProps {
  projectId: string;
  overview: Pick<Overview, 'calls' | 'spend' | 'countedAt'>;
}

/** What comes in by the hour, and what it costs by the day. */
export function OverviewCharts({ projectId, overview: { calls, spend, countedAt } }: OverviewChartsProps) {
  const t = useTranslations('overview');
  const days = spend?.days.map(({ day }) => day) ?? [];
  return (
    <Columns stretch>
      <Column span={spend === null ? 12 : 7}>
        <Panel title={t('charts.requests')} aside={t('charts.day')}>
          <BarChart
            label={t('charts.requests')}
            unit={t('charts.perHour')}
            labels={calls.hours.map(({ hour }) => formatClock(hour))}
            series={[
              { name: t('charts.answered'), values: calls.hours.map((hour) => hour.requests - hour.errors) },
              { name: t('charts.refused'), values: calls.hours.map((hour) => hour.errors), colour: 5 },
            ]}
            formatY={formatCount}
            xName={t('charts.hour')}
            height={176}
            isLastPartial
            empty={t('charts.empty')}
          />
        </Panel>
      </Column>
      {spend !== null && (
        <Column span={5}>
          <UsageChart
            range={{ to: days.at(-1) ?? '' }}
            days={days}
            series={[{ group: 'spend', colour: 0, values: spend.days.map(({ amountMicros }) => Number(amountMicros)) }]}
            names={{ spend: t('charts.spend') }}
            countedAt={countedAt}
            height={176}
            aside={
              <LinkButton size="small" variant="ghost" href={`/projects/${projectId}/usage`}>
                {t('charts.usage')}
              </LinkButton>
            }
          />
        </Column>
      )}
    </Columns>
  );
}
