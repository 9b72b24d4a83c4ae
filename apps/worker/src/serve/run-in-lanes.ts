export interface LaneOptions {
  /** Items that run at a time. */
  lanes: number;
  /** Aborts what runs and lets nothing more begin. */
  signal: AbortSignal;
}

/**
 * Runs every item, a few at a time, and gives the results in the order of the items. When one fails, the others are
 * aborted, and its error is thrown once they have ended.
 */
export async function runInLanes<Item, Result>(
  items: readonly Item[],
  { lanes, signal }: LaneOptions,
  run: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failing = new AbortController();
  const both = AbortSignal.any([signal, failing.signal]);
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const runLane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      both.throwIfAborted();
      try {
        results[index] = await run(item, both);
      } catch (error) {
        failing.abort(error);
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, runLane));
  if (ends.some(({ status }) => status === 'rejected')) throw both.reason;
  return results;
}
