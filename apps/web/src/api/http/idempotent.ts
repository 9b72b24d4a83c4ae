import { createHash } from 'node:crypto';
import {
  beginIdempotentAnswer,
  dropIdempotentAnswer,
  type IdempotencyKey,
  type KeptAnswer,
  keepIdempotentAnswer,
} from '@modelmint/db/keep-idempotent-answer';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import { answerJson, toJson } from './answer-json.ts';
import type { ApiEnv } from './api-env.ts';

/** Call it with the wire answer inside the transaction that makes the result. */
export type KeepAnswer = (tx: OrgTransaction, body: object) => Promise<void>;

export interface IdempotentOptions {
  route: string;
  /** What makes two requests the same, whatever the order of its bytes on the wire. */
  fingerprint: unknown;
  /** Called instead of `run` when an earlier request has the key: removes what this one has brought along. */
  onUnused?: () => Promise<void>;
  /** Also without a key, a client's own retry within a minute gets the first answer. */
  isBlindRetrySafe?: boolean;
}

/** A client that repeats blindly after a timeout does so within this time. */
const blindRetryMs = 60_000;

type Run = (keep: KeepAnswer) => Promise<object>;

/** With an `Idempotency-Key` the same request gets the same answer for 24 hours. */
export async function answerOnce(
  deps: Deps,
  c: Context<ApiEnv>,
  options: IdempotentOptions & { run: Run },
): Promise<Response> {
  const given = c.req.header('idempotency-key');
  if (given === undefined) {
    const retries = options.isBlindRetrySafe ? c.req.header('x-stainless-retry-count') : undefined;
    return retries === undefined ? answerJson(c, await options.run(async () => {})) : answerBlind(deps, c, options);
  }
  if (given.length === 0 || given.length > 255) {
    await options.onUnused?.();
    throw new AppError('invalid_value', 'An Idempotency-Key has 1 to 255 characters.', { param: 'Idempotency-Key' });
  }
  const key = keyOf(c, options, given);
  const verdict = await beginIdempotentAnswer(deps.db, key);
  if (verdict.kind !== 'new') await options.onUnused?.();
  if (verdict.kind === 'other_body')
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request. Use a new key.', {
      param: 'Idempotency-Key',
    });
  if (verdict.kind === 'in_flight') throw inFlight();
  return verdict.kind === 'answered' ? replay(c, verdict.answer) : runAndKeep(deps, c, { key, run: options.run });
}

/**
 * Without a key, a retry that the openai client marks as such (`x-stainless-retry-count`) is told by its body:
 * its first attempt may have succeeded without the client hearing of it.
 */
async function answerBlind(
  deps: Deps,
  c: Context<ApiEnv>,
  options: IdempotentOptions & { run: Run },
): Promise<Response> {
  const isRetry = Number(c.req.header('x-stainless-retry-count')) > 0;
  const plain = keyOf(c, options, '');
  const key = { ...plain, key: `body:${plain.bodySha256}` };
  const verdict = await beginIdempotentAnswer(deps.db, key, { isForced: !isRetry });
  if (verdict.kind === 'in_flight') throw inFlight();
  if (verdict.kind === 'answered' && verdict.ageMs < blindRetryMs) return replay(c, verdict.answer);
  if (verdict.kind !== 'new') await beginIdempotentAnswer(deps.db, key, { isForced: true });
  return runAndKeep(deps, c, { key, run: options.run });
}

function replay(c: Context<ApiEnv>, answer: KeptAnswer): Response {
  c.header('idempotent-replayed', 'true');
  return c.body(answer.json, answer.status as 200, { 'content-type': 'application/json' });
}

async function runAndKeep(
  deps: Deps,
  c: Context<ApiEnv>,
  { key, run }: { key: IdempotencyKey; run: Run },
): Promise<Response> {
  try {
    const body = await run((tx, kept) => keepIdempotentAnswer(tx, key, { status: 200, json: toJson(kept) }));
    return answerJson(c, body);
  } catch (error) {
    await dropIdempotentAnswer(deps.db, key);
    throw error;
  }
}

const inFlight = () =>
  new AppError('request_in_flight', 'The first request with this key is still being answered.', {
    param: 'Idempotency-Key',
  });

function keyOf(c: Context<ApiEnv>, { route, fingerprint }: IdempotentOptions, key: string): IdempotencyKey {
  const { organizationId, projectId } = c.get('principal');
  const bodySha256 = createHash('sha256').update(toJson(fingerprint)).digest('hex');
  return { organizationId, projectId, route, key, bodySha256 };
}
