'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Column, Columns } from '../../../ui/columns.tsx';
import { DownloadButton } from '../../../ui/download-button.tsx';
import { formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { formatClock } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { Select } from '../../../ui/select.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { formatMicros } from './format-micros.ts';
import { groupNames } from './group-names.ts';
import { GroupTable } from './group-table.tsx';
import { RangeFilter } from './range-filter.tsx';
import { type Receipt, ReceiptTable } from './receipt-table.tsx';
import { UsageChart } from './usage-chart.tsx';
import { type UsageLine, UsageLineTable } from './usage-line-table.tsx';
import { daysOf, type Grouping, groupings, type UsageRange } from './usage-range.ts';
import { type UsageCell, usageSeries } from './usage-series.ts';

export interface UsagePageProps {
  /** null for the whole organization. */
  projectId: string | null;
  /** Of the project or the organization. */
  placeName: string;
  range: UsageRange;
  by: Grouping;
  /** Day by group, for the chart. */
  cells: readonly UsageCell[];
  /** What to call a group. */
  names: Readonly<Record<string, string>>;
  /** Each combination of meter, model and key. */
  lines: readonly UsageLine[];
  /** The newest first, at most as many as the server gives. */
  receipts: readonly Receipt[];
  countedAt: Date;
  csvUrl: string;
  /** `BudgetBars`, or nothing. */
  budgets?: ReactNode;
}

export function UsagePage(props: UsagePageProps) {
  const t = useTranslations('usage');
  const { projectId, placeName, range, by, cells, lines, receipts, countedAt, csvUrl } = props;
  const names = groupNames(t, props);
  const { set } = useUrlFilters();
  const days = daysOf(range);
  const series = usageSeries(cells, days);
  return (
    <Page>
      {projectId !== null && <RefreshOnRows projectId={projectId} kinds={['usage', 'wallet', 'job']} />}
      <PageHeader
        title={t('title')}
        badge={<RangeFilter range={range} now={countedAt} onChange={set} />}
        facts={[placeName, t('facts', { time: formatClock(countedAt) })]}
        actions={
          <DownloadButton href={csvUrl} icon={<Icon of={Download} />}>
            {t('download')}
          </DownloadButton>
        }
      />
      <TotalStats lines={lines} days={days.length} />
      {props.budgets}
      <Columns stretch>
        <Column span={8}>
          <UsageChart range={range} days={days} series={series} names={names} countedAt={countedAt} />
        </Column>
        <Column span={4}>
          <GroupTable
            by={by}
            series={series}
            names={names}
            chooser={
              <Select
                label={t('groupBy')}
                size="small"
                value={by}
                onValueChange={(next) => set({ by: next })}
                options={groupings
                  .filter((grouping) => projectId === null || grouping !== 'project')
                  .map((value) => ({ value, label: t(`groupings.${value}`) }))}
              />
            }
          />
        </Column>
      </Columns>
      <UsageLineTable lines={lines} hasProjects={projectId === null} />
      <ReceiptTable receipts={receipts} />
    </Page>
  );
}

function TotalStats({ lines, days }: { lines: readonly UsageLine[]; days: number }) {
  const t = useTranslations('usage');
  const sum = (meter: string | null) => {
    const own = lines.filter((line) => meter === null || line.meter === meter);
    return {
      amount: own.reduce((all, line) => all + line.amountMicros, 0n),
      tokens: own.reduce((all, line) => all + line.tokens, 0n),
      events: own.reduce((all, line) => all + line.events, 0),
    };
  };
  const all = sum(null);
  const training = sum('training');
  const inference = sum('inference');
  return (
    <Stats
      stats={[
        {
          label: t('stats.spend'),
          value: formatMoney(all.amount),
          detail: t('stats.spendDetail', { amount: formatMicros(all.amount), days }),
        },
        {
          label: t('meters.training'),
          value: formatMoney(training.amount),
          detail: t('stats.jobs', { count: training.events, tokens: formatShortCount(training.tokens) }),
        },
        {
          label: t('meters.inference'),
          value: formatMoney(inference.amount),
          detail: t('stats.requests', { count: inference.events, tokens: formatShortCount(inference.tokens) }),
        },
        {
          label: t('stats.tokens'),
          value: formatShortCount(all.tokens),
          detail: all.tokens < 1_000_000n ? t('stats.both') : t('stats.exactly', { count: formatCount(all.tokens) }),
        },
      ]}
    />
  );
}
