'use client';

import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount, formatShortShare } from '../../../ui/format.ts';
import { LineChart, type LineSeries } from '../../../ui/line-chart.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { useRowEvents } from '../../../ui/use-row-events.ts';
import type { JobView } from '../server/job-view.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { chartPlan } from './chart-plan.ts';
import { formatLoss, formatLossTick } from './format-loss.ts';
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
  const t = useTranslations('fineTuning');
  const isLive = useRowEvents(projectId, [], () => undefined);
  const curves = trainingCurves(t, points);
  const plan = chartPlan(job);
  const isOpen = job.finishedAt === null;
  const isRanking = plan.second === 'ranking';
  const span = plan.hasPerplexity ? 4 : plan.second === null ? 12 : 6;
  const common = {
    ...(isOpen && job.stepsTotal > 0 ? { xMax: job.stepsTotal } : {}),
    empty: t(isOpen ? 'chart.emptyOpen' : 'chart.emptyOver'),
  };
  return (
    <Columns stretch>
      <Column span={span}>
        <Panel
          title={t('chart.loss')}
          description={[
            t(isRanking ? 'chart.lossInTraining' : 'chart.lossDetail'),
            ...(curves.isSmoothed ? [t('chart.smoothed')] : []),
          ].join(' ')}
          aside={isOpen && isLive ? <Status kind="running">{t('chart.live')}</Status> : undefined}
        >
          <StepChart
            label={t('chart.loss')}
            unit={t(plan.lossUnit)}
            series={isRanking ? curves.trainLoss : curves.loss}
            formatY={formatLoss}
            formatTick={formatLossTick}
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
          <Panel title={t('result.perplexity')} description={t('chart.perplexityDetail')}>
            <StepChart
              label={t('result.perplexity')}
              unit={t('chart.perplexityUnit')}
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
  const t = useTranslations('fineTuning');
  const from = curves.accuracyFrom;
  const title = t(isLanguage ? 'result.tokenAccuracy' : 'result.accuracy');
  const what = t(isLanguage ? 'chart.shareOfTokens' : 'chart.shareOfLabels');
  return (
    <Panel title={title} description={t('chart.accuracyDetail')}>
      <StepChart
        label={title}
        unit={from > 0 ? t('chart.axisFrom', { what, from: Math.round(from * 100) }) : what}
        series={curves.accuracy}
        formatY={formatShortShare}
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
  const t = useTranslations('fineTuning');
  const series = curves.heldOutLoss.map((line) => ({
    ...line,
    points: line.points.map(({ x, y }) => ({ x, y: y === null ? null : measure.toFigure(y) })),
  }));
  return (
    <Panel title={measure.name ?? t('chart.loss')} description={t('chart.rankingDetail')}>
      <StepChart
        label={measure.name ?? t('chart.loss')}
        unit={t('chart.rankingUnit')}
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
  formatTick?: typeof formatLossTick;
  yRange?: { fromZero: boolean; yMin: number; yMax: number };
}

function StepChart({ yRange, ...rest }: StepChartProps) {
  const t = useTranslations('fineTuning');
  return <LineChart {...rest} {...yRange} formatX={(step) => formatCount(Math.round(step))} xTitle={t('chart.step')} />;
}
