import { kindOfSpec } from '@modelmint/domain/training-kind';
import type { Translate } from '../../../i18n/translate.ts';
import { formatAmount, formatCount, formatDecimals, formatDuration, formatShare } from '../../../ui/format.ts';
import type { LinePoint, LineSeries } from '../../../ui/line-chart.tsx';
import { taskName } from '../../../ui/task-name.ts';
import type { ComparedJob } from '../server/compare-jobs.ts';
import type { JobView } from '../server/job-view.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { formatFigure } from './format-figure.ts';
import { formatLoss } from './format-loss.ts';
import { jobName } from './job-name.ts';
import { specRows } from './spec-rows.ts';
import { smooth } from './training-curves.ts';
import { formatPerplexity, kindOfResult, macroF1, type TrainingResult } from './training-result.ts';

/** What jobs are called beside each other: those of one name get the end of their id. */
export function comparedNames(jobs: readonly JobView[]): string[] {
  const names = jobs.map(jobName);
  return jobs.map((job, at) => {
    const name = names[at] ?? '';
    return names.filter((other) => other === name).length > 1 ? `${name} …${job.id.slice(-4)}` : name;
  });
}

export interface ComparedRow {
  label: string;
  /** Of each job in order; null where it has none. */
  values: (string | null)[];
  isDifferent: boolean;
}

/** Every setting that one of the jobs has, in the order of the job page. */
export function settingRows(t: Translate<'fineTuning'>, jobs: readonly JobView[]): ComparedRow[] {
  const own = jobs.map((job) => new Map(rowsOf(t, job).map(({ label, value }) => [label, value])));
  const labels = [...new Set(own.flatMap((rows) => [...rows.keys()]))];
  return labels.map((label) =>
    toRow(
      label,
      own.map((rows) => rows.get(label) ?? null),
    ),
  );
}

function rowsOf(t: Translate<'fineTuning'>, job: JobView) {
  return [
    { label: t('list.column.base'), value: job.baseModel },
    { label: t('compare.task'), value: taskName(job.task) },
    { label: t('list.column.data'), value: `${job.dataset.name} v${job.dataset.versionNumber}` },
    ...(job.spec === null ? [] : specRows(t, job.spec)),
    { label: t('new.seed'), value: String(job.seed) },
  ];
}

const toRow = (label: string, values: (string | null)[]): ComparedRow => ({
  ...{ label, values },
  isDifferent: new Set(values).size > 1,
});

/** How long each trained and what it cost. */
export function effortRows(t: Translate<'fineTuning'>, jobs: readonly JobView[]): ComparedRow[] {
  const trained = ({ startedAt, finishedAt }: JobView) =>
    startedAt === null || finishedAt === null ? null : formatDuration(finishedAt.getTime() - startedAt.getTime());
  return [
    toRow(
      t('compare.steps'),
      jobs.map(({ step, stepsTotal }) => `${formatCount(step)} / ${formatCount(stepsTotal)}`),
    ),
    toRow(
      t('compare.trainedTokens'),
      jobs.map(({ trainedTokens }) => formatCount(trainedTokens)),
    ),
    toRow(t('compare.time'), jobs.map(trained)),
    toRow(
      t('cost.title'),
      jobs.map(({ costMicros }) => formatAmount(costMicros)),
    ),
  ];
}

interface Measure {
  label: string;
  value: number;
  format: (value: number) => string;
  isLessBetter: boolean;
}

export interface MeasureRow extends ComparedRow {
  /** Places of the best in `values`; empty where all are equal, or one alone has it. */
  best: number[];
}

/** What was measured on the held-out examples; only what the kinds of these results have. */
export function measureRows(t: Translate<'fineTuning'>, jobs: readonly JobView[]): MeasureRow[] {
  const own = jobs.map(({ metrics: result }) => {
    return new Map(result === null ? [] : measuresOf(t, result).map((measure) => [measure.label, measure]));
  });
  const labels = [...new Set(own.flatMap((measures) => [...measures.keys()]))];
  return labels.map((label) => {
    const measures = own.map((all) => all.get(label) ?? null);
    const values = measures.map((measure) => (measure === null ? null : measure.format(measure.value)));
    return { ...toRow(label, values), best: bestOf(measures) };
  });
}

function bestOf(measures: readonly (Measure | null)[]): number[] {
  const known = measures.flatMap((measure) => measure ?? []);
  const [first] = known;
  if (first === undefined || known.length < 2) return [];
  const values = known.map(({ value }) => value);
  const best = first.isLessBetter ? Math.min(...values) : Math.max(...values);
  if (values.every((value) => value === best)) return [];
  return measures.flatMap((measure, at) => (measure?.value === best ? [at] : []));
}

function measuresOf(t: Translate<'fineTuning'>, of: TrainingResult): Measure[] {
  const { kind, result } = kindOfResult(of);
  const more = (label: string, value: number | null, format: Measure['format']): Measure[] =>
    value === null ? [] : [{ label, value, format, isLessBetter: false }];
  const less = (label: string, value: number, format: Measure['format']): Measure => ({
    ...{ label, value, format, isLessBetter: true },
  });
  const figure = (value: number) => formatDecimals(value, 3);
  switch (kind) {
    case 'labels':
      return [
        ...more(t('result.accuracy'), result.accuracy, formatShare),
        ...more(t('result.macroF1'), macroF1(result), figure),
        ...more('AUC', result.auc ?? null, figure),
        less(t('result.heldOutLoss'), result.loss, formatLoss),
      ];
    case 'language':
      return [
        less(t('result.heldOutLoss'), result.loss, formatLoss),
        less(t('result.perplexity'), result.perplexity, formatPerplexity),
        ...more(t('result.tokenAccuracy'), result.tokenAccuracy, formatShare),
      ];
    case 'values':
      return [
        less(t('result.mae'), result.mae, formatFigure),
        less(t('result.rmse'), result.rmse, formatFigure),
        ...more(t('result.r2'), result.r2, figure),
      ];
    case 'ratings':
      return [less(t('result.rmse'), result.rmse, formatFigure), less(t('result.mae'), result.mae, formatFigure)];
    case 'ranking':
      return [
        ...more(`Recall@${result.rankedAt}`, result.recall, formatShare),
        ...more(`NDCG@${result.rankedAt}`, result.ndcg, figure),
        ...more('MRR', result.mrr, figure),
      ];
  }
}

/** Losses of different kinds of training have different units: they are not drawn in one chart. */
export const hasOneLoss = (jobs: readonly JobView[]): boolean => new Set(jobs.map(lossKind)).size < 2;

function lossKind({ spec, task }: JobView): string {
  if (spec === null) return task;
  const kind = kindOfSpec(spec);
  return spec.task === 'recommendation' ? `${kind} ${spec.objective}` : `${kind.includes('classif')} ${spec.task}`;
}

export type Along = 'step' | 'epoch';

/** One clear line for each job, that of the held-out examples where it has one, over its pale training line. */
export function lossLines(compared: readonly ComparedJob[], names: readonly string[], along: Along): LineSeries[] {
  return compared.flatMap(({ points }, colour): LineSeries[] => {
    const name = names[colour] ?? '';
    const train = smooth(lineOf(points, along, ({ trainLoss }) => trainLoss));
    const heldOut = lineOf(points, along, ({ validLoss }) => validLoss);
    if (heldOut.length === 0) return [{ name, points: train, colour }];
    return [
      { name, points: train, colour, isFaint: true },
      { name, points: heldOut, colour, hasDots: heldOut.length <= 24 },
    ];
  });
}

export function accuracyLines(compared: readonly ComparedJob[], names: readonly string[], along: Along): LineSeries[] {
  return compared.flatMap(({ points }, colour): LineSeries[] => {
    const line = lineOf(points, along, ({ validAccuracy }) => validAccuracy);
    return line.length === 0 ? [] : [{ name: names[colour] ?? '', points: line, colour, hasDots: line.length <= 24 }];
  });
}

function lineOf(
  points: readonly MetricPoint[],
  along: Along,
  read: (point: MetricPoint) => number | null,
): LinePoint[] {
  return points.flatMap((point) => {
    const [x, y] = [point[along], read(point)];
    return x === null || y === null ? [] : [{ x, y }];
  });
}
