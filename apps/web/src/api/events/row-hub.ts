import { randomBytes } from 'node:crypto';
import { type ListenOptions, listenRows } from '@modelmint/db/listen-rows';
import type { RowEvent } from '@modelmint/domain/row-event';

/** What a listener gets: an event with its id, or null when events may have been missed. */
export type RowListener = (event: { id: string; row: RowEvent } | null) => void;

export interface RowHub {
  /** Begins to listen, so that the first subscriber misses nothing. */
  listen(): void;
  /** Events of one organization from now on. Returns the way to stop. */
  subscribe(organizationId: string, listener: RowListener): () => void;
  /** The id of the newest event: whoever has heard everything so far goes on after it. */
  head(): string;
  /** What came after the event `id`; null when that is not known any more. */
  since(organizationId: string, id: string): { id: string; row: RowEvent }[] | null;
  /** Open subscriptions of an organization. */
  count(organizationId: string): number;
  close(): Promise<void>;
}

const keptMax = 2_000;

/** One LISTEN connection for the whole process, opened by the first use. */
export function openRowHub({ url, log }: Pick<ListenOptions, 'url' | 'log'>): RowHub {
  /** Ids of another process mean nothing here. */
  const boot = randomBytes(4).toString('hex');
  const listeners = new Map<string, Set<RowListener>>();
  const kept: { number: number; row: RowEvent }[] = [];
  let last = 0;
  /** Events up to this number may be incomplete. */
  let gapAt = 0;
  let source: { close(): Promise<void> } | undefined;

  const onEvent = (row: RowEvent) => {
    last += 1;
    kept.push({ number: last, row });
    if (kept.length > keptMax) kept.shift();
    for (const listener of listeners.get(row.organizationId) ?? []) listener({ id: `${boot}-${last}`, row });
  };
  const onGap = () => {
    last += 1;
    gapAt = last;
    for (const group of listeners.values()) for (const listener of group) listener(null);
  };
  const listen = () => {
    source ??= listenRows({ url, log, onEvent, onGap });
  };
  return {
    listen,
    subscribe: (organizationId, listener) => {
      listen();
      const group = listeners.get(organizationId) ?? new Set();
      listeners.set(organizationId, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(organizationId) === group) listeners.delete(organizationId);
      };
    },
    head: () => `${boot}-${last}`,
    since: (organizationId, id) => {
      const [from, number] = id.split('-');
      const after = Number(number);
      const oldest = kept[0]?.number ?? last + 1;
      if (from !== boot || !Number.isInteger(after) || after > last || after < gapAt || after < oldest - 1) return null;
      return kept
        .filter((one) => one.number > after && one.row.organizationId === organizationId)
        .map((one) => ({ id: `${boot}-${one.number}`, row: one.row }));
    },
    count: (organizationId) => listeners.get(organizationId)?.size ?? 0,
    close: async () => {
      listeners.clear();
      await source?.close();
    },
  };
}
