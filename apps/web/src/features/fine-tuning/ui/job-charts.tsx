'use client';

import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LineChart } from '../../../ui/line-chart.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { useRowEvents } from '../../../ui/use-row-events.ts';
import type { JobView } from '../server/job-view.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { formatLoss } from './format-loss.ts';
import { trainingCurves } from './training-curves.ts';

interface JobChartsProps {
  projectId: string;
  job: JobView;
  points: readonly MetricPoint[];
}

export function JobCharts({ projectId, job, points }: JobChartsProps) {
  const isLive = useRowEvents(projectId, [], () => undefined);
  const curves = trainingCurves(points);
  const isOpen = job.finishedAt === null;
  const xMax = isOpen && job.stepsTotal > 0 ? { xMax: job.stepsTotal } : {};
  const smoothed = curves.isSmoothed ? ' Train is smoothed over its pale raw line.' : '';
  const empty = isOpen ? 'The lines begin with the first steps.' : 'It ended before its first step.';
  const from = curves.accuracyFrom;
  return (
    <Columns stretch>
      <Column span={6}>
        <Panel
          title="Loss"
          description={`How wrong it still is; lower is better.${smoothed}`}
          aside={isOpen && isLive ? <Status kind="running">live</Status> : undefined}
        >
          <LineChart
            label="Loss"
            unit="cross-entropy, nats"
            series={curves.loss}
            formatX={(step) => formatCount(Math.round(step))}
            formatY={formatLoss}
            xTitle="step"
            {...xMax}
            empty={empty}
          />
        </Panel>
      </Column>
      <Column span={6}>
        <Panel title="Accuracy" description="Held-out: on examples that training never sees.">
          <LineChart
            label="Accuracy"
            unit={
              from > 0 ? `share of right labels, axis starts at ${Math.round(from * 100)}%` : 'share of right labels'
            }
            series={curves.accuracy}
            formatX={(step) => formatCount(Math.round(step))}
            formatY={(share) => `${(share * 100).toFixed(Number.isInteger(Math.round(share * 1000) / 10) ? 0 : 1)}%`}
            xTitle="step"
            fromZero={false}
            yMin={from}
            yMax={1}
            {...xMax}
            empty={empty}
          />
        </Panel>
      </Column>
    </Columns>
  );
}
