'use client';

import type { Margin } from '@modelmint/db/system/read-margins';
import type { RevenueDay } from '@modelmint/db/system/read-revenue';
import type { KindCost } from '@modelmint/db/system/worker-costs';
import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatDuration, formatShare } from '../../../ui/format.ts';
import { formatClock } from '../../../ui/format-time.ts';
import { Money } from '../../../ui/money.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { RangeFilter } from '../../usage/ui/range-filter.tsx';
import type { UsageRange } from '../../usage/ui/usage-range.ts';
import { CostPanel } from './cost-panel.tsx';
import { MarginPanel } from './margin-panel.tsx';
import { RevenueChart } from './revenue-chart.tsx';
import { RevenueTable } from './revenue-table.tsx';

export interface RevenuePageProps {
  range: UsageRange;
  days: readonly RevenueDay[];
  by: 'model' | 'organization';
  margins: readonly Margin[];
  /** Of all that the table is made from. */
  total: Margin | null;
  /** What the table is bound to. */
  only: { organization: { id: string; name: string } | null; model: string | null };
  costs: readonly KindCost[];
  countedAt: Date;
}

export function RevenuePage(props: RevenuePageProps) {
  const { range, days, by, margins, total, only, costs, countedAt } = props;
  const t = useTranslations('operator');
  const { set } = useUrlFilters();
  return (
    <Page>
      <PageHeader
        title={t('revenue.title')}
        badge={<RangeFilter range={range} now={countedAt} onChange={set} />}
        facts={[t('console.all'), t('revenue.counted', { time: formatClock(countedAt) })]}
      />
      <Totals days={days} total={total} isBound={only.organization !== null || only.model !== null} />
      {costs.some(({ microsPerHour }) => microsPerHour === null) && (
        <Note tone="warning">
          {t('revenue.uncosted', {
            kinds: costs
              .filter(({ microsPerHour }) => microsPerHour === null)
              .map(({ kind }) => kind)
              .join(', '),
          })}
        </Note>
      )}
      <RevenueChart days={days} countedAt={countedAt} />
      <Columns>
        <Column span={8}>
          <MarginPanel by={by} margins={margins} total={total} only={only} />
        </Column>
        <Column span={4}>
          <CostPanel costs={costs} today={countedAt.toISOString().slice(0, 10)} />
        </Column>
      </Columns>
      <RevenueTable days={days} countedAt={countedAt} />
    </Page>
  );
}

function Totals({ days, total, isBound }: { days: readonly RevenueDay[]; total: Margin | null; isBound: boolean }) {
  const t = useTranslations('operator');
  const sum = (read: (day: RevenueDay) => bigint) => days.reduce((all, day) => all + read(day), 0n);
  const usage = sum((day) => day.trainingMicros + day.inferenceMicros);
  const revenue = total?.revenueMicros ?? 0n;
  const cost = total?.costMicros ?? 0n;
  return (
    <Stats
      stats={[
        {
          label: t('revenue.usage'),
          value: <Money micros={usage} />,
          detail: t('revenue.usageDetail'),
        },
        {
          label: t('revenue.fees'),
          value: <Money micros={sum((day) => day.planFeeMicros)} />,
          detail: t('revenue.feesDetail'),
        },
        {
          label: t('revenue.received'),
          value: <Money micros={sum((day) => day.receivedMicros)} />,
          detail: t('revenue.receivedDetail'),
        },
        {
          label: t('revenue.cost'),
          value: <Money micros={cost} />,
          detail: t('revenue.costDetail', { time: formatDuration(Number(total?.milliseconds ?? 0n)) }),
        },
        {
          label: t('revenue.margin'),
          value: <Money micros={revenue - cost} />,
          detail: isBound
            ? t('revenue.marginBound')
            : t('revenue.marginDetail', {
                share: revenue === 0n ? '–' : formatShare(Number(revenue - cost) / Number(revenue)),
              }),
        },
      ]}
    />
  );
}
