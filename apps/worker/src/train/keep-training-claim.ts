import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@modelmint/db/open-database';
import { heartbeatTraining } from '@modelmint/db/training/heartbeat-training';
import { type JobNote, recordNotes } from '@modelmint/db/training/record-notes';
import { recordProgress, type TrainingProgress } from '@modelmint/db/training/record-progress';
import type { TrainingClaim } from '@modelmint/db/training/training-claim';
import type { Logger } from '@modelmint/telemetry/make-logger';
import type { MetricsMade } from './train-message.ts';

/** A cancel must be known within two seconds, and a lease lasts ten. */
const beatMs = 1_000;

export interface KeptClaim {
  /** Written with the next beat. */
  report(metrics: MetricsMade): void;
  /** A line for the job's history; written after the progress that was reported before it. */
  note(note: JobNote): void;
  /** Tokens that training has read, by what was reported. */
  tokensSeen(): number;
  /** Writes what is left and stops. False: the claim is lost. */
  release(): Promise<boolean>;
}

/** Renews a claim every second and writes progress under it; says once when training must stop. */
export function keepTrainingClaim(options: {
  db: Database;
  claim: TrainingClaim;
  log: Logger;
  onStop(why: 'cancel' | 'lost'): void;
}): KeptClaim {
  const { db, claim, log, onStop } = options;
  const ended = new AbortController();
  let unwritten: TrainingProgress[] = [];
  let notes: JobNote[] = [];
  let tokensSeen = 0;
  let isLost = false;

  const writeProgress = async (): Promise<void> => {
    const [batch, lines] = [unwritten, notes];
    if (batch.length > 0) isLost ||= !(await recordProgress(db, claim, batch));
    unwritten = unwritten.slice(batch.length);
    if (lines.length > 0) isLost ||= !(await recordNotes(db, claim, lines));
    notes = notes.slice(lines.length);
  };
  const beat = async (): Promise<void> => {
    try {
      const answer = await heartbeatTraining(db, claim);
      await writeProgress();
      if (answer === 'lost' || isLost) onStop('lost');
      else if (answer === 'cancel') onStop('cancel');
    } catch (error) {
      // The database may be back before anybody else takes the job; the fence guards what is written then.
      log.warn({ err: error }, 'train: no heartbeat');
    }
  };
  const loop = (async () => {
    while (!ended.signal.aborted) {
      await beat();
      await pause(beatMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();

  return {
    report: (metrics) => {
      const { kind: _, trainAccuracy = null, validLoss = null, validAccuracy = null, ...rest } = metrics;
      tokensSeen = Math.max(tokensSeen, metrics.tokensSeen);
      unwritten = [...unwritten, { ...rest, trainAccuracy, validLoss, validAccuracy }];
    },
    note: (note) => {
      notes = [...notes, note];
    },
    tokensSeen: () => tokensSeen,
    release: async () => {
      ended.abort();
      await loop;
      await writeProgress();
      return !isLost;
    },
  };
}
