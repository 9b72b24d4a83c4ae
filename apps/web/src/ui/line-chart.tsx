'use client';

import { LinePath } from '@visx/shape';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { chartColour } from './chart-colour.ts';
import { ChartFrame } from './chart-frame.tsx';
import { heightOf, spreadLabels, valueTicks, widthOf } from './chart-scale.ts';

export interface LinePoint {
  x: number;
  /** null: a gap, which stays a gap. */
  y: number | null;
}

export interface LineSeries {
  name: string;
  points: readonly LinePoint[];
  /** Thin and pale, for the raw line behind a smoothed one of the same colour. */
  isFaint?: boolean;
  /** Place in the palette; default: its place in the list. A series keeps its colour on all screens. */
  colour?: number;
  /** A dot on every point, for few and far points such as evaluations. */
  hasDots?: boolean;
}

export interface LineChartProps {
  /** The measure, as the panel's title says it. */
  label: string;
  /** `cross-entropy, nats`; says where the axis starts when that is not 0. */
  unit: string;
  /** At most 4 without the faint ones. */
  series: readonly LineSeries[];
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  /** How the axis says its values, all of them alike; default: as `formatY`. */
  formatTick?: (y: number, ticks: readonly number[]) => string;
  /** `step` */
  xTitle?: string;
  /** Names the first column of the table; default: `xTitle`. */
  xName?: string;
  /** End of the axis when it is known before the data are; what is not reached is shaded. */
  xMax?: number;
  yMin?: number;
  yMax?: number;
  /** Default true. */
  fromZero?: boolean;
  /** Pixels; default 212. */
  height?: number;
  goal?: { y: number; label: string };
  empty?: ReactNode;
}

export function LineChart(props: LineChartProps) {
  const t = useTranslations('ui');
  const {
    label,
    unit,
    series,
    formatX,
    formatY,
    formatTick = formatY,
    xTitle,
    xName,
    xMax,
    yMin,
    yMax,
    fromZero = true,
    height = 212,
    goal,
    empty,
  } = props;
  const points = series.flatMap((each) => each.points);
  const xs = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const reached = xs.at(-1) ?? 0;
  const range = {
    min: Math.min(xs[0] ?? 0, xMax === undefined ? (xs[0] ?? 0) : 0),
    max: Math.max(xMax ?? reached, reached),
  };
  const values = points.flatMap((point) => (point.y === null ? [] : [point.y]));
  const ticks = valueTicks(goal ? [...values, goal.y] : values, { fromZero, min: yMin, max: yMax });
  const clear = series.filter((each) => !each.isFaint);
  const colourOf = (each: LineSeries) => chartColour(each.colour ?? series.indexOf(each));
  const valueAt = (each: LineSeries, x: number) => each.points.find((point) => point.x === x)?.y ?? null;
  const ends = clear.flatMap((each) => {
    const last = each.points.findLast((point) => point.y !== null);
    return last?.y == null ? [] : [{ each, y: last.y }];
  });
  const heights = spreadLabels(
    ends.map(({ y }) => heightOf(y, ticks)),
    (16 / height) * 100,
  );
  const summary =
    ends.length === 0
      ? t('chart.noValues', { label })
      : t('chart.lines', {
          label,
          ends: ends.map(({ each, y }) => `${each.name} ${formatY(y)}`).join(', '),
          axis: xTitle ?? '',
          reached: formatX(reached),
        });
  const tickXs = [0, 0.25, 0.5, 0.75, 1].map((part) => range.min + (range.max - range.min) * part);
  return (
    <ChartFrame
      unit={unit}
      summary={summary}
      height={height}
      yTicks={ticks}
      formatY={(y) => formatTick(y, ticks)}
      xTicks={range.max > range.min ? dedupe(tickXs.map((x) => ({ at: widthOf(x, range), label: formatX(x) }))) : []}
      xTitle={xTitle}
      stops={xs.map((x) => widthOf(x, range))}
      table={{
        label,
        head: [xName ?? xTitle ?? 'x', ...clear.map((each) => each.name)],
        rows: xs.map((x) => [formatX(x), ...clear.map((each) => textOf(valueAt(each, x), formatY))]),
      }}
      empty={values.length === 0 ? empty : undefined}
      marks={
        <>
          {xMax !== undefined && reached < range.max && xs.length > 0 && (
            <rect
              className="chart-future"
              x={widthOf(reached, range)}
              y="0"
              width={100 - widthOf(reached, range)}
              height="100"
            />
          )}
          {goal && (
            <line className="chart-goal" x1="0" x2="100" y1={heightOf(goal.y, ticks)} y2={heightOf(goal.y, ticks)} />
          )}
          {series.map((each) => (
            <LinePath<LinePoint>
              key={`${each.name}-${each.isFaint}`}
              data={[...each.points]}
              x={(point) => widthOf(point.x, range)}
              y={(point) => heightOf(point.y ?? 0, ticks)}
              defined={(point) => point.y !== null}
              className="chart-line"
              stroke={colourOf(each)}
              {...(each.isFaint ? { 'data-faint': '' } : {})}
            />
          ))}
        </>
      }
      overlay={
        <>
          {goal && (
            <span
              className="absolute right-1 -translate-y-full text-fg-2"
              style={{ top: `${heightOf(goal.y, ticks)}%` }}
              aria-hidden="true"
            >
              {goal.label}
            </span>
          )}
          {clear.flatMap((each) =>
            each.points
              .filter((point) => point.y !== null && (each.hasDots || each.points.length === 1))
              .map((point) => (
                <span
                  key={`${each.name}-${point.x}`}
                  aria-hidden="true"
                  className="chart-dot"
                  style={{
                    left: `${widthOf(point.x, range)}%`,
                    top: `${heightOf(point.y ?? 0, ticks)}%`,
                    background: colourOf(each),
                  }}
                />
              )),
          )}
        </>
      }
      endLabels={
        ends.length === 0
          ? undefined
          : ends.map(({ each, y }, index) => (
              <span key={each.name} style={{ top: `${heights[index]}%` }}>
                <b>{each.name}</b>
                {formatY(y)}
              </span>
            ))
      }
      tip={(stop) => (
        <>
          <b>
            {xTitle ? `${capitalise(xTitle)} ` : ''}
            {formatX(xs[stop] ?? 0)}
          </b>
          {clear.map((each) => {
            const value = valueAt(each, xs[stop] ?? 0);
            return value === null ? null : (
              <span key={each.name}>
                <i className="chart-swatch" style={{ background: colourOf(each) }} />
                {each.name}
                <em>{formatY(value)}</em>
              </span>
            );
          })}
        </>
      )}
    />
  );
}

const textOf = (value: number | null, format: (value: number) => string): string =>
  value === null ? '–' : format(value);
const capitalise = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Short axes would say the same number twice. */
function dedupe<Tick extends { label: string }>(ticks: readonly Tick[]): Tick[] {
  return ticks.filter((tick, index) => ticks.findIndex((other) => other.label === tick.label) === index);
}
