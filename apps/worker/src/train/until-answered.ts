import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '@modelmint/domain/errors';
import type { Logger } from '@modelmint/telemetry/make-logger';

const pauseMs = 1_000;

/** Hours of training must not be lost because the database is away at their end. Every write inside is fenced. */
export async function untilAnswered<T>(log: Logger, write: () => Promise<T>, triesMax = 600): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (!isAppError(error) || error.code !== 'database_unavailable' || tries >= triesMax) throw error;
      log.warn({ tries }, 'waiting for the database');
      await pause(pauseMs);
    }
  }
}
