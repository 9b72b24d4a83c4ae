/** Usage of one group on one day of UTC. */
export interface UsageCell {
  /** `YYYY-MM-DD` */
  day: string;
  group: string;
  tokens: bigint;
  amountMicros: bigint;
}

export interface UsageSeries {
  group: string;
  /** Place in the palette; 6 is "other". */
  colour: number;
  tokens: bigint;
  amountMicros: bigint;
  /** Micro-USD for each of the days. */
  values: number[];
}

/** As many as the palette can tell apart; the rest is one series "other". */
const seriesMax = 6;
export const otherGroup = 'other';

/** One series for each group, the dearest first, and what is left as `other`, which the server may have begun to add up. */
export function usageSeries(cells: readonly UsageCell[], days: readonly string[]): UsageSeries[] {
  const groups = new Map<string, UsageCell[]>();
  for (const cell of cells) groups.set(cell.group, [...(groups.get(cell.group) ?? []), cell]);
  const folded = groups.get(otherGroup) ?? [];
  groups.delete(otherGroup);
  const sums = [...groups].map(([group, own]) => ({ group, cells: own, ...totalOf(own) }));
  sums.sort(
    (a, b) => compare(b.amountMicros, a.amountMicros) || compare(b.tokens, a.tokens) || (a.group < b.group ? -1 : 1),
  );
  const shown = sums.length + (folded.length > 0 ? 1 : 0) <= seriesMax ? sums : sums.slice(0, seriesMax - 1);
  const rest = [...folded, ...sums.slice(shown.length).flatMap((sum) => sum.cells)];
  const all = rest.length === 0 ? shown : [...shown, { group: otherGroup, cells: rest, ...totalOf(rest) }];
  return all.map(({ group, cells: own, tokens, amountMicros }, index) => ({
    group,
    colour: group === otherGroup && rest.length > 0 ? seriesMax : index,
    tokens,
    amountMicros,
    values: days.map((day) => Number(totalOf(own.filter((cell) => cell.day === day)).amountMicros)),
  }));
}

export function totalOf(cells: readonly Pick<UsageCell, 'tokens' | 'amountMicros'>[]) {
  return {
    tokens: cells.reduce((sum, cell) => sum + cell.tokens, 0n),
    amountMicros: cells.reduce((sum, cell) => sum + cell.amountMicros, 0n),
  };
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
