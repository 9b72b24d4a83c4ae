import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  beginIdempotentAnswer,
  dropIdempotentAnswer,
  type IdempotencyKey,
  type IdempotencyVerdict,
  keepIdempotentAnswer,
} from '@modelmint/db/keep-idempotent-answer';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from './api-env.ts';
import { organizationPrincipal, projectPrincipal } from './project-principal.ts';
import { mebibyte, readBody } from './read-body.ts';

const pollMs = 200;
/** A second click waits so long for the answer to the first. */
const waitMs = 10_000;

interface OnceOptions {
  /** The answer holds a secret, which is kept nowhere: a repetition hears that it was done. */
  isSecret?: boolean;
}

/**
 * Around a route of the dashboard that makes something. With the `Idempotency-Key` that every page sends, a second click
 * or a second try after a lost answer gets the first answer. The answer is noted after the result: if the process dies
 * between the two, the same key is refused for five minutes and then free.
 */
export function once(deps: Deps, { isSecret = false }: OnceOptions = {}): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = c.req.header('idempotency-key');
    if (given === undefined) return next();
    if (given.length === 0 || given.length > 255)
      throw new AppError('invalid_value', 'An Idempotency-Key has 1 to 255 characters.', { param: 'Idempotency-Key' });
    const key = await keyOf(deps, c, given);
    const verdict = await waitForVerdict(deps, key);
    if (verdict.kind === 'other_body')
      throw new AppError(
        'idempotency_key_reused',
        'This Idempotency-Key was used with another request. Use a new key.',
        {
          param: 'Idempotency-Key',
        },
      );
    if (verdict.kind === 'in_flight')
      throw new AppError('request_in_flight', 'The first request with this key is still being answered.', {
        param: 'Idempotency-Key',
      });
    if (verdict.kind === 'answered') {
      if (isSecret)
        throw new AppError(
          'conflict',
          'This was done already, and its secret is shown only once. Read the page again.',
        );
      c.header('idempotent-replayed', 'true');
      return c.body(verdict.answer.json, verdict.answer.status as 200, { 'content-type': 'application/json' });
    }
    await next();
    await keepOrDrop(deps, c, { key, isSecret }).catch((error: unknown) => {
      // What was made is made, and is told.
      deps.log.warn({ err: error, route: key.route }, 'the answer was not noted: a repetition will be refused');
    });
  };
}

async function keepOrDrop(
  deps: Deps,
  c: Context<ApiEnv>,
  { key, isSecret }: { key: IdempotencyKey; isSecret: boolean },
): Promise<void> {
  if (c.error !== undefined || !c.res.ok) return dropIdempotentAnswer(deps.db, key);
  const answer = { status: c.res.status, json: isSecret ? '' : await c.res.clone().text() };
  await withOrg(deps.db, key.organizationId, (tx) => keepIdempotentAnswer(tx, key, answer));
}

/** Of one person: nobody hears the answer to another. */
async function keyOf(deps: Deps, c: Context<ApiEnv>, given: string): Promise<IdempotencyKey> {
  const projectId = c.req.param('projectId');
  const principal = projectId === undefined ? await organizationPrincipal(deps, c) : await projectPrincipal(deps, c);
  const body = await readBody(c, { bytesMax: mebibyte });
  return {
    organizationId: principal.organizationId,
    projectId: projectId ?? '',
    route: `${principal.support?.id ?? principal.userId} ${c.req.method} ${c.req.path}`,
    key: given,
    bodySha256: createHash('sha256').update(body).digest('hex'),
  };
}

async function waitForVerdict(deps: Deps, key: IdempotencyKey): Promise<IdempotencyVerdict> {
  const until = Date.now() + waitMs;
  for (;;) {
    const verdict = await beginIdempotentAnswer(deps.db, key);
    if (verdict.kind !== 'in_flight' || Date.now() > until) return verdict;
    await pause(pollMs);
  }
}
