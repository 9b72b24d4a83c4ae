'use client';

import { useTranslations } from 'next-intl';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { heightOf } from './chart-scale.ts';
import { ChartTable, type ChartTableProps } from './chart-table.tsx';

export interface ChartTick {
  /** Per cent of the width. */
  at: number;
  label: string;
}

interface ChartFrameProps {
  /** Unit and time zone: `USD per day, UTC`. */
  unit: string;
  /** Said by screen readers in place of the marks. */
  summary: string;
  /** Pixels. */
  height: number;
  yTicks: readonly number[];
  formatY: (value: number) => string;
  xTicks: readonly ChartTick[];
  xTitle?: string | undefined;
  /** Number of points that the crosshair can stand on, and where they are in per cent. */
  stops: readonly number[];
  /** SVG marks on a ground of 100 × 100 that is stretched. */
  marks: ReactNode;
  /** HTML over the marks. */
  overlay?: ReactNode;
  endLabels?: ReactNode;
  /** What the crosshair says at a stop. */
  tip: (stop: number) => ReactNode;
  isBar?: boolean;
  table: ChartTableProps;
  /** In the middle of the axes when there is nothing to show. */
  empty?: ReactNode;
}

/** Axes, crosshair and table of every chart. Text is HTML over the marks, so it never scales. */
export function ChartFrame(props: ChartFrameProps) {
  const t = useTranslations('ui');
  const {
    unit,
    summary,
    height,
    yTicks,
    formatY,
    xTicks,
    xTitle,
    stops,
    marks,
    overlay,
    endLabels,
    tip,
    isBar,
    table,
    empty,
  } = props;
  const [at, setAt] = useState<number | null>(null);
  const [isTable, setTable] = useState(false);
  const stop = at === null || stops.length === 0 ? null : Math.min(at, stops.length - 1);
  const place = stop === null ? null : (stops[stop] ?? null);
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(nearest(stops, ((event.clientX - box.left) / box.width) * 100));
  };
  const press = (event: KeyboardEvent) => {
    const last = stops.length - 1;
    const next = { ArrowRight: (stop ?? -1) + 1, ArrowLeft: (stop ?? last + 1) - 1, Home: 0, End: last }[event.key];
    if (event.key === 'Escape') setAt(null);
    if (next === undefined || stops.length === 0) return;
    event.preventDefault();
    setAt(Math.min(Math.max(next, 0), last));
  };
  // Without points there is nothing to move; the words in their place may hold a link.
  const slider =
    empty || stops.length === 0
      ? {}
      : {
          role: 'slider',
          tabIndex: 0,
          'aria-label': t('chart.points', { label: table.label }),
          'aria-valuemin': 0,
          'aria-valuemax': Math.max(stops.length - 1, 0),
          'aria-valuenow': stop ?? 0,
          'aria-valuetext': stop === null ? summary : table.rows[stop]?.join(', '),
          onPointerMove: follow,
          onPointerDown: follow,
          onPointerLeave: () => setAt(null),
          onBlur: () => setAt(null),
          onKeyDown: press,
        };
  const isTight = lettersOf(xTicks) > (endLabels ? 22 : 34);
  if (isTable) return <ChartTable {...table} onClose={() => setTable(false)} />;
  return (
    <figure className="group/chart relative">
      <figcaption className="sr-only">{summary}</figcaption>
      <div
        className="chart"
        {...(endLabels ? { 'data-end-labels': '' } : {})}
        style={{ '--plot-height': `${height}px` } as CSSProperties}
      >
        <div className="chart-unit" aria-hidden="true">
          {unit}
        </div>
        <div className="chart-y" aria-hidden="true">
          {yTicks.map((tick) => (
            <span key={tick} style={{ top: `${heightOf(tick, yTicks)}%` }}>
              {formatY(tick)}
            </span>
          ))}
        </div>
        <div className="chart-plot focus-visible:rounded-none" {...slider}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {yTicks.map((tick) => (
              <line
                key={tick}
                className="chart-grid"
                x1="0"
                x2="100"
                y1={heightOf(tick, yTicks)}
                y2={heightOf(tick, yTicks)}
              />
            ))}
            {marks}
          </svg>
          {overlay}
          {!empty && place !== null && stop !== null && (
            <div
              className="chart-cross"
              aria-hidden="true"
              {...(isBar ? { 'data-bar': '' } : {})}
              {...(place > 55 ? { 'data-flip': '' } : {})}
              style={{ left: `${place}%` }}
            >
              <div className="chart-tip">{tip(stop)}</div>
            </div>
          )}
        </div>
        {empty && (
          <p className="chart-empty">
            <span>{empty}</span>
          </p>
        )}
        {endLabels && (
          <div className="chart-end" aria-hidden="true">
            {endLabels}
          </div>
        )}
        <div className="chart-x" aria-hidden="true">
          {xTicks.map((tick, index) => (
            <span
              key={`${tick.at}-${tick.label}`}
              // On phones there may be room for half of them only.
              className={isTight && index % 2 === 1 && index < xTicks.length - 1 ? 'max-md:hidden' : ''}
              style={{ left: `${tick.at}%` }}
              {...(tick.at < 3 ? { 'data-edge': 'start' } : tick.at > 97 ? { 'data-edge': 'end' } : {})}
            >
              {tick.label}
            </span>
          ))}
        </div>
        {xTitle && (
          <div className="chart-x-title" aria-hidden="true">
            {xTitle}
          </div>
        )}
      </div>
      {table.rows.length > 0 && (
        <Button
          variant="ghost"
          size="small"
          onClick={() => setTable(true)}
          className="absolute! -top-1.5 -right-2 h-6! max-md:h-7!"
        >
          {t('chart.viewAsTable')}
        </Button>
      )}
    </figure>
  );
}

/** How much room the labels need together; a Chinese character needs that of two letters. */
function lettersOf(ticks: readonly ChartTick[]): number {
  const widths = ticks.map(({ label }) => label.length + (label.match(/\p{Script=Han}/gu)?.length ?? 0));
  return Math.max(0, ...widths) * ticks.length;
}

function nearest(stops: readonly number[], place: number): number {
  let best = 0;
  for (const [index, stop] of stops.entries()) {
    if (Math.abs(stop - place) < Math.abs((stops[best] ?? 0) - place)) best = index;
  }
  return best;
}
