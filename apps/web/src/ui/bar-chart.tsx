'use client';

import { scaleBand } from '@visx/scale';
import { Bar } from '@visx/shape';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { chartColour } from './chart-colour.ts';
import { ChartFrame } from './chart-frame.tsx';
import { heightOf, valueTicks } from './chart-scale.ts';

export interface BarSeries {
  name: string;
  /** One for each of `labels`. */
  values: readonly number[];
  /** Place in the palette; default: its place in the list. */
  colour?: number;
}

export interface BarChartProps {
  /** The measure, as the panel's title says it. */
  label: string;
  /** `USD per day, UTC` */
  unit: string;
  /** Under the bars; about six of them are shown. */
  labels: readonly string[];
  /** More than one: stacked, the first at the bottom. */
  series: readonly BarSeries[];
  formatY: (value: number) => string;
  /** Exact values of the crosshair and the table; default: `formatY`. */
  formatExact?: (value: number) => string;
  xTitle?: string;
  xName?: string;
  /** Pixels; default 212. */
  height?: number;
  /** The last bar is not over yet ("today"). */
  isLastPartial?: boolean;
  /** Vertical dashed lines, such as a median: `at` in bars from the left, fractions allowed. */
  lines?: readonly { at: number; label: string }[];
  empty?: ReactNode;
}

const gapBetweenParts = 0.6;

/** Days in Chinese are half as wide again: fewer fit under the bars. */
const isWide = (labels: readonly string[]): boolean =>
  labels.some((label) => /\p{Script=Han}.*\p{Script=Han}/u.test(label));

export function BarChart(props: BarChartProps) {
  const t = useTranslations('ui');
  const { label, unit, labels, series, formatY, xTitle, xName, height = 212, isLastPartial, lines = [], empty } = props;
  const formatExact = props.formatExact ?? formatY;
  const totals = labels.map((_, index) => series.reduce((sum, each) => sum + (each.values[index] ?? 0), 0));
  const ticks = valueTicks(totals, { fromZero: true });
  const band = scaleBand<number>({
    domain: labels.map((_, index) => index),
    range: [0, 100],
    padding: labels.length > 40 ? 0.1 : 0.25,
  });
  const width = band.bandwidth();
  const leftOf = (index: number) => band(index) ?? 0;
  const every = Math.max(1, Math.ceil(labels.length / (isWide(labels) ? 5 : 7)));
  const colourOf = (each: BarSeries) => chartColour(each.colour ?? series.indexOf(each));
  const isEmpty = totals.every((total) => total === 0);
  const peak = totals.indexOf(Math.max(...totals));
  const sum = totals.reduce((all, total) => all + total, 0);
  const isStacked = series.length > 1;
  return (
    <ChartFrame
      unit={unit}
      summary={
        isEmpty
          ? t('chart.noValues', { label })
          : t('chart.bars', {
              label,
              sum: formatExact(sum),
              count: labels.length,
              peak: labels[peak] ?? '',
              most: formatExact(totals[peak] ?? 0),
            })
      }
      height={height}
      yTicks={ticks}
      formatY={formatY}
      xTicks={labels.flatMap((text, index) => {
        const isLast = index === labels.length - 1;
        // The last one is named when it is not over yet, or when its turn has come.
        const isNamed = isLast ? isLastPartial || index % every === 0 : index % every === 0;
        const isCrowded = isLastPartial && !isLast && labels.length - 1 - index < every;
        return isNamed && !isCrowded ? [{ at: leftOf(index) + width / 2, label: text }] : [];
      })}
      xTitle={xTitle}
      isBar
      stops={labels.map((_, index) => leftOf(index) + width / 2)}
      table={{
        label,
        head: [
          xName ?? xTitle ?? t('chart.bar'),
          ...series.map((each) => each.name),
          ...(isStacked ? [t('chart.total')] : []),
        ],
        rows: isEmpty
          ? []
          : labels.map((text, index) => [
              text,
              ...series.map((each) => formatExact(each.values[index] ?? 0)),
              ...(isStacked ? [formatExact(totals[index] ?? 0)] : []),
            ]),
      }}
      empty={isEmpty ? empty : undefined}
      marks={labels.map((text, index) => {
        let from = 0;
        return (
          <g key={`${text}-${leftOf(index)}`} opacity={isLastPartial && index === labels.length - 1 ? 0.55 : 1}>
            {series.map((each) => {
              const value = each.values[index] ?? 0;
              if (value <= 0) return null;
              const bottom = heightOf(from, ticks);
              from += value;
              const top = heightOf(from, ticks);
              const size = Math.max(bottom - top - (isStacked ? gapBetweenParts : 0), 0.4);
              return (
                <Bar
                  key={each.name}
                  x={leftOf(index)}
                  y={bottom - size}
                  width={width}
                  height={size}
                  fill={colourOf(each)}
                />
              );
            })}
          </g>
        );
      })}
      overlay={lines.map((line) => {
        const at = (line.at / labels.length) * 100;
        return (
          <span
            key={line.label}
            aria-hidden="true"
            className="chart-mark"
            style={{ left: `${at}%` }}
            {...(at > 70 ? { 'data-flip': '' } : {})}
          >
            <em>{line.label}</em>
          </span>
        );
      })}
      tip={(stop) => (
        <>
          <b>
            {labels[stop]}, {formatExact(totals[stop] ?? 0)}
          </b>
          {isStacked &&
            series.map((each) => (
              <span key={each.name}>
                <i className="chart-swatch" style={{ background: colourOf(each) }} />
                {each.name}
                <em>{formatExact(each.values[stop] ?? 0)}</em>
              </span>
            ))}
        </>
      )}
    />
  );
}
