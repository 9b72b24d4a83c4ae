'use client';

import { useTranslations } from 'next-intl';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { formatClock, formatDay } from '../../../ui/format-time.ts';
import { LineChart } from '../../../ui/line-chart.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { RequestFigures, RequestHour } from '../server/sum-requests.ts';
import type { RequestRange } from './request-range.ts';

/** Latency and number of calls over the chosen time. */
export function EndpointCharts({ figures }: { figures: RequestFigures }) {
  const t = useTranslations('endpoint');
  const { slots, range: chosen } = figures;
  const range = t(`range.${chosen}`);
  const nameOf = (slot: RequestHour | undefined) => (slot === undefined ? '' : slotName(chosen, slot.hour));
  const line = (name: string, read: (slot: RequestHour) => number | null) => ({
    name,
    hasDots: true,
    points: slots.map((slot, index) => ({ x: index, y: read(slot) })),
  });
  const peak = busiest(slots);
  const most = peak === null ? null : { time: nameOf(peak), requests: formatCount(peak.requests) };
  return (
    <Columns stretch>
      <Column span={6}>
        <Panel title={t('charts.latency')} aside={t('charts.latencyAside', { range })}>
          <LineChart
            label={t('charts.latency')}
            unit={t(`charts.latencyUnit.${chosen}`)}
            series={[line('p50', (slot) => slot.latencyP50Ms), line('p95', (slot) => slot.latencyP95Ms)]}
            formatX={(index) => nameOf(slots[Math.round(index)])}
            formatY={(ms) => formatCount(Math.round(ms))}
            xName={t('charts.hourName')}
            xMax={slots.length - 1}
            height={176}
            empty={t('charts.noAnswers', { range })}
          />
        </Panel>
      </Column>
      <Column span={6}>
        <Panel
          title={t('charts.requests')}
          aside={
            most &&
            (peak?.latencyP50Ms == null
              ? t('charts.most', most)
              : t('charts.mostWithLatency', { ...most, latency: formatDuration(peak.latencyP50Ms) }))
          }
        >
          <BarChart
            label={t('charts.requests')}
            unit={t(`charts.requestsUnit.${chosen}`)}
            labels={slots.map(nameOf)}
            series={[
              { name: t('charts.answered'), values: slots.map((slot) => slot.requests - slot.errors) },
              { name: t('charts.refused'), values: slots.map((slot) => slot.errors), colour: 5 },
            ]}
            formatY={formatCount}
            xName={t('charts.hourName')}
            height={176}
            isLastPartial
            empty={t('charts.noRequests', { range })}
          />
        </Panel>
      </Column>
    </Columns>
  );
}

/** `14:00`, `12 Nov 06:00` or `12 Nov`, by what tells one part from the next. */
function slotName(range: RequestRange, at: Date): string {
  if (range === '30d') return formatDay(at);
  return range === '7d' ? `${formatDay(at)} ${formatClock(at)}` : formatClock(at);
}

function busiest(slots: readonly RequestHour[]): RequestHour | null {
  const peak = slots.reduce<RequestHour | null>(
    (most, slot) => (most === null || slot.requests > most.requests ? slot : most),
    null,
  );
  return peak === null || peak.requests === 0 ? null : peak;
}
