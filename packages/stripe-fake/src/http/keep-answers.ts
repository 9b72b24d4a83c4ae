import { createHash } from 'node:crypto';
import type { Fake } from '../fake.ts';
import type { AnswerRecord } from '../state/event-record.ts';
import { ApiError, invalidRequest } from './api-error.ts';

const keptSeconds = 24 * 3600;
/** Keys that the client makes up for its own retries are of no use once its call has ended. */
const retryPrefix = 'stripe-node-retry-';
const retryKeptSeconds = 600;

/** Idempotency keys: the first answer to a key is the answer to every later request that carries it. */
export class KeepAnswers {
  readonly #fake: Fake;
  readonly #inFlight = new Set<string>();

  constructor(fake: Fake) {
    this.#fake = fake;
  }

  /** The kept answer, or null when this request is the first: then `finish` or `drop` must follow. */
  begin(key: string, fingerprint: string): AnswerRecord | null {
    if (key.length > 255) throw invalidRequest('An idempotency key has at most 255 characters.');
    if (this.#inFlight.has(key)) {
      throw new ApiError('There is currently another in-progress request using this idempotency key.', {
        status: 409,
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
      });
    }
    const kept = this.#fake.state.answers[key];
    if (kept !== undefined && this.#fake.now() - kept.createdAt < keptSeconds) {
      if (kept.fingerprint !== fingerprint) throw otherParameters(key);
      return kept;
    }
    this.#inFlight.add(key);
    return null;
  }

  keep(key: string, answer: AnswerRecord): void {
    this.#fake.state.answers[key] = answer;
  }

  end(key: string): void {
    this.#inFlight.delete(key);
  }
}

/** Forgets the answers that nobody can ask for any more, so that the state stays small. */
export function pruneAnswers(fake: Fake): void {
  for (const [key, answer] of Object.entries(fake.state.answers)) {
    const seconds = key.startsWith(retryPrefix) ? retryKeptSeconds : keptSeconds;
    if (fake.now() - answer.createdAt >= seconds) delete fake.state.answers[key];
  }
}

export function fingerprintOf(method: string, path: string, body: string): string {
  const pairs = [...new URLSearchParams(body)].map(([key, value]) => JSON.stringify([key, value])).sort();
  return createHash('sha256')
    .update([method, path, ...pairs].join('\n'))
    .digest('hex');
}

function otherParameters(key: string): ApiError {
  return new ApiError(
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    { status: 400, type: 'idempotency_error' },
  );
}
