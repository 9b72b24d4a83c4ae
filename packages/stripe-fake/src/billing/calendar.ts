import type Stripe from 'stripe';
import type { RecurringRecord } from '../state/records.ts';

const daySeconds = 86_400;
const longestDays = { day: 1, week: 7, month: 31, year: 366 } as const;
const shortestDays = { day: 1, week: 7, month: 28, year: 365 } as const;

export interface Cycle {
  anchor: number;
  anchorDay: number;
  recurring: Pick<RecurringRecord, 'interval' | 'intervalCount'>;
}

/** The first period boundary after `time`. Boundaries are counted from the anchor, so a short month shifts nothing. */
export function nextBoundary(cycle: Cycle, time: number): number {
  for (let index = indexBefore(cycle, time); ; index += 1) {
    const boundary = boundaryAt(cycle, index);
    if (boundary > time) return boundary;
  }
}

/** The last period boundary before `time`. */
export function previousBoundary(cycle: Cycle, time: number): number {
  let index = indexBefore(cycle, time);
  while (boundaryAt(cycle, index + 1) < time) index += 1;
  return boundaryAt(cycle, index);
}

function boundaryAt({ anchor, anchorDay, recurring }: Cycle, index: number): number {
  const steps = index * recurring.intervalCount;
  if (recurring.interval === 'day') return anchor + steps * daySeconds;
  if (recurring.interval === 'week') return anchor + steps * 7 * daySeconds;
  return addMonths(anchor, recurring.interval === 'year' ? steps * 12 : steps, anchorDay);
}

/** An index whose boundary lies before `time`, not far from it. */
function indexBefore({ anchor, recurring }: Cycle, time: number): number {
  const days = time >= anchor ? longestDays[recurring.interval] : shortestDays[recurring.interval];
  return Math.floor((time - anchor) / (days * daySeconds * recurring.intervalCount)) - 1;
}

function addMonths(time: number, months: number, day: number): number {
  const date = new Date(time * 1000);
  const month = date.getUTCMonth() + months;
  const length = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const timeOfDay = time - Math.floor(time / daySeconds) * daySeconds;
  return Date.UTC(date.getUTCFullYear(), month, Math.min(day, length)) / 1000 + timeOfDay;
}

/** The first instant after `start` that fits an anchor configuration; what it leaves out is taken from `start`. */
export function anchorFromConfig(config: Stripe.Subscription.BillingCycleAnchorConfig, start: number): number {
  const date = new Date(start * 1000);
  const hour = config.hour ?? date.getUTCHours();
  const minute = config.minute ?? (config.hour === null ? date.getUTCMinutes() : 0);
  const second = config.second ?? (config.hour === null ? date.getUTCSeconds() : 0);
  for (let months = 0; ; months += 1) {
    const month = date.getUTCMonth() + months;
    const length = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const day = Math.min(config.day_of_month, length);
    const time = Date.UTC(date.getUTCFullYear(), month, day, hour, minute, second) / 1000;
    if (time > start) return time;
  }
}
