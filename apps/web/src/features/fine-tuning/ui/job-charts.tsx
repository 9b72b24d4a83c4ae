'use client';

import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LineChart, type LineSeries } from '../../../ui/line-chart.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { useRowEvents } from '../../../ui/use-row-events.ts';
import type { JobView } from '../server/job-view.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { chartPlan } from './chart-plan.ts';
import { formatLoss } from './format-loss.ts';
import { type HeldOutMeasure, heldOutMeasure } from './held-out-measure.ts';
import { type TrainingCurves, trainingCurves } from './training-curves.ts';
import { formatPerplexity } from './training-result.ts';

interface JobChartsProps {
  projectId: string;
  job: JobView;
  points: readonly MetricPoint[];
}

/** Loss, and beside it what the model is to be good at; of a language model also perplexity. */
export function JobCharts({ projectId, job, points }: JobChartsProps) {
  const isLive = useRowEvents(projectId, [], () => undefined);
  const curves = trainingCurves(points);
  const plan = chartPlan(job);
  const isOpen = job.finishedAt === null;
  const isRanking = plan.second === 'ranking';
  const smoothed = curves.isSmoothed ? ' Train is smoothed over its pale raw line.' : '';
  const span = plan.hasPerplexity ? 4 : plan.second === null ? 12 : 6;
  const common = {
    ...(isOpen && job.stepsTotal > 0 ? { xMax: job.stepsTotal } : {}),
    empty: isOpen ? 'The lines begin with the first steps.' : 'It ended before its first step.',
  };
  return (
    <Columns stretch>
      <Column span={span}>
        <Panel
          title="Loss"
          description={`How wrong it still is${isRanking ? ' in training' : ''}; lower is better.${smoothed}`}
          aside={isOpen && isLive ? <Status kind="running">live</Status> : undefined}
        >
          <StepChart
            label="Loss"
            unit={plan.lossUnit}
            series={isRanking ? curves.trainLoss : curves.loss}
            formatY={formatLoss}
            {...common}
          />
        </Panel>
      </Column>
      {plan.second !== null && (
        <Column span={span}>
          {isRanking ? (
            <RankingPanel curves={curves} measure={heldOutMeasure(job.spec)} common={common} />
          ) : (
            <AccuracyPanel curves={curves} isLanguage={plan.second === 'token-accuracy'} common={common} />
          )}
        </Column>
      )}
      {plan.hasPerplexity && (
        <Column span={4}>
          <Panel title="Perplexity" description="Held-out: among how many tokens it still wavers; 1 is certain.">
            <StepChart
              label="Perplexity"
              unit="e to the held-out loss"
              series={curves.perplexity}
              formatY={formatPerplexity}
              {...common}
            />
          </Panel>
        </Column>
      )}
    </Columns>
  );
}

interface CommonProps {
  xMax?: number;
  empty: string;
}

function AccuracyPanel({
  curves,
  isLanguage,
  common,
}: {
  curves: TrainingCurves;
  isLanguage: boolean;
  common: CommonProps;
}) {
  const from = curves.accuracyFrom;
  const what = isLanguage ? 'share of likeliest tokens' : 'share of right labels';
  return (
    <Panel
      title={isLanguage ? 'Token accuracy' : 'Accuracy'}
      description="Held-out: on examples that training never sees."
    >
      <StepChart
        label={isLanguage ? 'Token accuracy' : 'Accuracy'}
        unit={from > 0 ? `${what}, axis starts at ${Math.round(from * 100)}%` : what}
        series={curves.accuracy}
        formatY={(share) => `${(share * 100).toFixed(Number.isInteger(Math.round(share * 1000) / 10) ? 0 : 1)}%`}
        yRange={{ fromZero: false, yMin: from, yMax: 1 }}
        {...common}
      />
    </Panel>
  );
}

interface RankingPanelProps {
  curves: TrainingCurves;
  measure: HeldOutMeasure;
  common: CommonProps;
}

function RankingPanel({ curves, measure, common }: RankingPanelProps) {
  const series = curves.heldOutLoss.map((line) => ({
    ...line,
    points: line.points.map(({ x, y }) => ({ x, y: y === null ? null : measure.toFigure(y) })),
  }));
  return (
    <Panel title={measure.name} description="Held-out: how near the top each user’s last item stands.">
      <StepChart
        label={measure.name}
        unit="1 is always first, 0 never found"
        series={series}
        formatY={measure.format}
        {...common}
      />
    </Panel>
  );
}

interface StepChartProps extends CommonProps {
  label: string;
  unit: string;
  series: LineSeries[];
  formatY: (value: number) => string;
  yRange?: { fromZero: boolean; yMin: number; yMax: number };
}

function StepChart({ yRange, ...rest }: StepChartProps) {
  return <LineChart {...rest} {...yRange} formatX={(step) => formatCount(Math.round(step))} xTitle="step" />;
}
