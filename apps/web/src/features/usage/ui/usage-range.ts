/** Days of UTC, both ends included, as `YYYY-MM-DD`. */
export interface UsageRange {
  from: string;
  to: string;
  /** `YYYY-MM` when the range is that whole month, up to today. */
  month: string | null;
}

export const groupings = ['model', 'key', 'member', 'project', 'meter'] as const;
export type Grouping = (typeof groupings)[number];

const dayMs = 86_400_000;
export const daysMax = 366;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** Start of a day in UTC; null for what is no day. */
export function startOf(day: string | undefined): Date | null {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = new Date(`${day}T00:00:00.000Z`);
  return Number.isNaN(at.getTime()) || dayOf(at) !== day ? null : at;
}
export const dayAfter = (day: string): string => dayOf(new Date(Date.parse(day) + dayMs));

interface RangeQuery {
  month?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What the URL asks for; what cannot be read falls back to this month. */
export function readRange({ month, from, to }: RangeQuery, now: Date): UsageRange {
  const today = dayOf(now);
  const start = startOf(from);
  const end = startOf(to);
  if (start !== null && end !== null && start <= end && (end.getTime() - start.getTime()) / dayMs < daysMax)
    return { from: dayOf(start), to: dayOf(end), month: null };
  const asked = startOf(month === undefined ? undefined : `${month}-01`);
  const first = asked !== null && dayOf(asked) <= today ? asked : startOf(`${today.slice(0, 7)}-01`);
  if (first === null) throw new Error(`there is no first day in the month of ${today}`);
  const last = dayOf(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)));
  const isOver = last < today;
  return { from: dayOf(first), to: isOver ? last : today, month: dayOf(first).slice(0, 7) };
}

export function readGrouping(text: string | undefined): Grouping {
  return groupings.find((grouping) => grouping === text) ?? 'model';
}

export function daysOf({ from, to }: Pick<UsageRange, 'from' | 'to'>): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day);
  return days;
}

/** The last `count` months, this one first: `2026-11`. */
export function recentMonths(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) =>
    dayOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1))).slice(0, 7),
  );
}
