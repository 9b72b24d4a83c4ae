'use client';

import { BarChart } from '../../../ui/bar-chart.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { formatClock } from '../../../ui/format-time.ts';
import { LineChart } from '../../../ui/line-chart.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { RequestHour } from '../server/sum-requests.ts';

/** Latency and number of calls by the hour, for 24 hours. */
export function EndpointCharts({ hours }: { hours: readonly RequestHour[] }) {
  const line = (name: string, read: (hour: RequestHour) => number | null) => ({
    name,
    hasDots: true,
    points: hours.map((hour, index) => ({ x: index, y: read(hour) })),
  });
  return (
    <Columns stretch>
      <Column span={6}>
        <Panel title="Latency" aside="answered calls, 24 h">
          <LineChart
            label="Latency"
            unit="ms, by the hour, UTC"
            series={[line('p50', (hour) => hour.latencyP50Ms), line('p95', (hour) => hour.latencyP95Ms)]}
            formatX={(index) => clockOf(hours[Math.round(index)])}
            formatY={(ms) => formatCount(Math.round(ms))}
            xName="Hour, UTC"
            xMax={hours.length - 1}
            height={176}
            empty="No answers in the last 24 h."
          />
        </Panel>
      </Column>
      <Column span={6}>
        <Panel title="Requests" aside={busiest(hours)}>
          <BarChart
            label="Requests"
            unit="requests per hour, UTC"
            labels={hours.map(clockOf)}
            series={[
              { name: 'Answered', values: hours.map((hour) => hour.requests - hour.errors) },
              { name: 'Refused', values: hours.map((hour) => hour.errors), colour: 5 },
            ]}
            formatY={formatCount}
            xName="Hour, UTC"
            height={176}
            isLastPartial
            empty="No requests in the last 24 h."
          />
        </Panel>
      </Column>
    </Columns>
  );
}

const clockOf = (hour: RequestHour | undefined): string => (hour === undefined ? '' : formatClock(hour.hour));

function busiest(hours: readonly RequestHour[]): string {
  const peak = hours.reduce<RequestHour | null>(
    (most, hour) => (most === null || hour.requests > most.requests ? hour : most),
    null,
  );
  if (peak === null || peak.requests === 0) return '';
  const latency = peak.latencyP50Ms === null ? '' : `, p50 ${formatDuration(peak.latencyP50Ms)}`;
  return `most at ${formatClock(peak.hour)}: ${formatCount(peak.requests)}${latency}`;
}
