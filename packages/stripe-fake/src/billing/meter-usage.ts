import type { Fake } from '../fake.ts';
import type { MeterEventRecord, MeterRecord } from '../state/records.ts';

export const windowSeconds = { hour: 3600, day: 86_400 } as const;

export interface UsageQuery {
  meter: MeterRecord;
  customer: string;
  /** Inclusive. */
  start: number;
  /** Exclusive. */
  end: number;
}

/** What the meter says for the events stamped in the range. */
export function readUsage(fake: Fake, query: UsageQuery): number {
  return aggregate(query.meter, countedEvents(fake, query));
}

/** The events that count: of a pre-aggregated meter only the last received one of each UTC window. */
export function countedEvents(fake: Fake, { meter, customer, start, end }: UsageQuery): MeterEventRecord[] {
  const events = fake.state.meterEvents.filter(
    (event) => event.meter === meter.id && event.customer === customer && !event.isCancelled,
  );
  const counted = meter.window === null ? events : lastOfWindows(events, windowSeconds[meter.window]);
  return counted.filter((event) => event.timestamp >= start && event.timestamp < end);
}

export function aggregate(meter: MeterRecord, events: MeterEventRecord[]): number {
  if (meter.formula === 'count') return events.length;
  if (meter.formula === 'last') return events.reduce(later, { timestamp: -1, value: 0 }).value;
  // Single values fit a double; their sum is made exactly before it is turned into one.
  return Number(events.reduce((sum, event) => sum + BigInt(event.value), 0n));
}

/** Events are kept in the order of their receipt, so the later entry of a window replaces the earlier one. */
function lastOfWindows(events: MeterEventRecord[], seconds: number): MeterEventRecord[] {
  const last = new Map<number, MeterEventRecord>();
  for (const event of events) last.set(Math.floor(event.timestamp / seconds), event);
  return [...last.values()];
}

function later<E extends { timestamp: number }>(a: E, b: E): E {
  return b.timestamp >= a.timestamp ? b : a;
}
