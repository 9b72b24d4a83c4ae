import { scaleLinear } from '@visx/scale';

export interface ChartRange {
  min: number;
  max: number;
}

interface RangeOptions {
  /** Money and counts start at 0; others say where they start. */
  fromZero: boolean;
  /** Fixed ends, such as 1 for a share. */
  min?: number | undefined;
  max?: number | undefined;
}

/** Round ends with three to five grid lines between them. */
export function valueTicks(values: readonly number[], { fromZero, min, max }: RangeOptions): number[] {
  const known = values.filter(Number.isFinite);
  const low = min ?? (fromZero || known.length === 0 ? 0 : Math.min(...known));
  const high = max ?? (known.length === 0 ? 1 : Math.max(...known));
  const top = high > low ? high : low + Math.max(Math.abs(low) * 0.1, fromZero ? 1 : 0.01);
  for (const count of [4, 3, 5, 2]) {
    const scale = scaleLinear<number>({ domain: [low, top], range: [0, 1], nice: count });
    const ticks = scale.ticks(count);
    if (ticks.length >= 3 && ticks.length <= 5) return ticks;
  }
  return [low, (low + top) / 2, top];
}

/** Per cent of the plot's height, from the top. */
export function heightOf(value: number, ticks: readonly number[]): number {
  const min = ticks[0] ?? 0;
  const max = ticks.at(-1) ?? 1;
  return max === min ? 100 : 100 - ((value - min) / (max - min)) * 100;
}

/** Per cent of the plot's width. */
export function widthOf(x: number, { min, max }: ChartRange): number {
  return max === min ? 0 : ((x - min) / (max - min)) * 100;
}

/** Pushes labels apart that would overlap and keeps them inside; heights and `gap` are per cent of the plot. */
export function spreadLabels(heights: readonly number[], gap: number): number[] {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  let floor = 0;
  for (const label of order) {
    label.height = Math.max(label.height, floor);
    floor = label.height + gap;
  }
  let ceiling = 100;
  for (const label of [...order].reverse()) {
    label.height = Math.min(label.height, ceiling);
    ceiling = label.height - gap;
  }
  const spread = [...heights];
  for (const { height, index } of order) spread[index] = height;
  return spread;
}
