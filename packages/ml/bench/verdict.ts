import { median } from './median.ts';

export interface Side {
  name: string;
  /** Of each round. */
  rates: readonly number[];
}

export interface Comparison {
  theirs: Side;
  goal: number;
  /** Why the two must not be compared; null: they did the same work. */
  difference: string | null;
}

export interface Verdict {
  /** Ours over theirs, of the medians. */
  ratio: number;
  isReached: boolean;
  /** One line, the ratio and the goal last. */
  line: string;
}

/** A comparison of unequal work reaches no goal. */
export function judge(row: { name: string; unit: string }, ours: Side, comparison: Comparison): Verdict {
  const { theirs, goal, difference } = comparison;
  const ratio = median(ours.rates) / median(theirs.rates);
  const isReached = difference === null && ratio >= goal;
  const mark = difference !== null ? `  BELOW: not the same work, ${difference}` : isReached ? '' : '  BELOW';
  const sides = `${describe(ours)} · ${describe(theirs)} ${row.unit}`;
  return {
    ratio,
    isReached,
    line: `${row.name}: ${sides}: ratio ${ratio.toFixed(2)}, goal ≥ ${goal.toFixed(2)}${mark}`,
  };
}

/** The median, and the rounds that it is of. */
export function describe({ name, rates }: Side): string {
  return `${name} ${figure(median(rates))} (${rates.map(figure).join(', ')})`;
}

/** Three digits that count. */
export function figure(rate: number): string {
  return rate >= 100 ? rate.toFixed(0) : rate.toPrecision(3);
}
