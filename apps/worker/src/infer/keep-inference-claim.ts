import { setTimeout as pause } from 'node:timers/promises';
import { heartbeatInference, type InferenceClaim } from '@modelmint/db/inference/inference-claim';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';

/** A cancel must be known within two seconds, and a lease lasts ten. */
const beatMs = 1_000;

/** Why no further row is asked. */
export type InferenceStop = 'cancel' | 'expired' | 'lost' | 'closing';

export interface KeptInferenceClaim {
  /** Aborts when no further row is to be asked. */
  signal: AbortSignal;
  why(): InferenceStop | null;
  /** Stops renewing. */
  release(): Promise<void>;
}

/** Renews a claim every second until it is released, and learns when the work must stop. */
export function keepInferenceClaim(
  { db, log, closing }: Pick<WorkerDeps, 'db' | 'log' | 'closing'>,
  claim: InferenceClaim,
): KeptInferenceClaim {
  const stopper = new AbortController();
  const ended = new AbortController();
  let why: InferenceStop | null = null;
  const stop = (reason: InferenceStop) => {
    why ??= reason;
    stopper.abort(new AppError('worker_lost', `the work stopped: ${reason}`));
  };
  const onClosing = () => stop('closing');
  if (closing.aborted) onClosing();
  closing.addEventListener('abort', onClosing, { once: true });
  const loop = (async () => {
    while (!ended.signal.aborted) {
      try {
        const answer = await heartbeatInference(db, claim);
        if (answer !== 'go_on') stop(answer);
      } catch (error) {
        // The database may be back before anybody else takes the job; the fence guards what is written then.
        log.warn({ err: error }, 'infer: no heartbeat');
      }
      await pause(beatMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  return {
    signal: stopper.signal,
    why: () => why,
    release: async () => {
      closing.removeEventListener('abort', onClosing);
      ended.abort();
      await loop;
    },
  };
}
