import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '@modelmint/domain/errors';

export interface Patience {
  /** Tries without progress. */
  triesMax: number;
  firstPauseMs: number;
  /** The longest that the hub may make us wait at a time. */
  pauseMsMax: number;
}

export const usualPatience: Patience = { triesMax: 5, firstPauseMs: 1_000, pauseMsMax: 60_000 };

/** Runs again what failed in a way that may pass. `progress`: a number that grows while tries are of use. */
export async function retryHub<T>(
  run: () => Promise<T>,
  { patience, signal, progress = () => 0 }: { patience: Patience; signal: AbortSignal; progress?: () => number },
): Promise<T> {
  let last = progress();
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      if (progress() > last) tries = 1;
      last = progress();
      if (!isAppError(error) || !error.retryable || tries >= patience.triesMax) throw error;
      const asked = error.retryAfterMs ?? 0;
      const waitMs = Math.min(patience.pauseMsMax, Math.max(asked, patience.firstPauseMs * 2 ** (tries - 1)));
      await pause(waitMs, undefined, { signal });
    }
  }
}
