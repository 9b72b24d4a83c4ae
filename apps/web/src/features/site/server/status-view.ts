import type { IncidentRow, ProbeDayRow } from '@modelmint/db/system/read-status';
import { type PlatformComponent, platformComponents } from '@modelmint/domain/platform-component';

export type ComponentState = 'ok' | 'down' | 'unknown';

export interface DayMark {
  /** `2026-11-28`, UTC. */
  day: string;
  /** Share of the probes that were answered; null when there were none. */
  uptime: number | null;
}

export interface ComponentStatus {
  id: PlatformComponent;
  state: ComponentState;
  /** Of all days shown; null when nothing was measured. */
  uptime: number | null;
  days: DayMark[];
}

export interface StatusView {
  state: 'ok' | 'down' | 'unknown' | 'incident';
  components: ComponentStatus[];
  incidents: IncidentRow[];
}

const daysShown = 90;
/** A probe is made each minute; after three without one nobody knows. */
const freshSeconds = 180;

/** What the status page says, from what was probed and what the operator wrote. */
export function statusViewOf(read: { days: ProbeDayRow[]; incidents: IncidentRow[]; today: string }): StatusView {
  const days = lastDays(read.today);
  const components = platformComponents.map((id) => {
    const own = read.days.filter(({ component }) => component === id);
    const byDay = new Map(own.map((row) => [row.day, row]));
    return {
      id,
      state: stateOf(byDay.get(read.today)),
      uptime: uptimeOf(own.filter(({ day }) => days.includes(day))),
      days: days.map((day) => {
        const row = byDay.get(day);
        return { day, uptime: row === undefined ? null : uptimeOf([row]) };
      }),
    };
  });
  const isOpen = read.incidents.some(({ resolvedAt }) => resolvedAt === null);
  return { state: isOpen ? 'incident' : worstOf(components), components, incidents: read.incidents };
}

function stateOf(row: ProbeDayRow | undefined): ComponentState {
  if (row === undefined || row.ageSeconds > freshSeconds) return 'unknown';
  return row.lastIsOk ? 'ok' : 'down';
}

function worstOf(components: readonly ComponentStatus[]): ComponentState {
  if (components.some(({ state }) => state === 'down')) return 'down';
  return components.some(({ state }) => state === 'unknown') ? 'unknown' : 'ok';
}

function uptimeOf(rows: readonly ProbeDayRow[]): number | null {
  const ok = rows.reduce((sum, { okCount }) => sum + okCount, 0);
  const all = rows.reduce((sum, { okCount, failedCount }) => sum + okCount + failedCount, 0);
  return all === 0 ? null : ok / all;
}

/** The oldest first. */
function lastDays(today: string): string[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: daysShown }, (_, index) =>
    new Date(end - (daysShown - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}
