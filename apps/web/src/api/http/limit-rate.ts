import { takeTokens } from '@modelmint/db/system/take-tokens';
import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from '../../deps.ts';
import { duration, perMinute, type RateState, tooMany } from '../../features/call/server/take-call.ts';
import type { ApiEnv } from './api-env.ts';

/** Calls per minute that cost no GPU, such as lists and polls, for each key. */
const managementPerMinute = 600;

/** These have the limits of the plan instead. */
const metered = /\/v1\/(classifications|predictions|recommendations|embeddings|completions|chat\/completions)\/?$/;

export function limitManagement(deps: Deps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (metered.test(c.req.path)) return next();
    const { id } = c.get('key');
    const taken = await takeTokens(deps.db, [perMinute(`key:${id}:management`, 1, managementPerMinute)]);
    if (!taken.isAllowed) throw tooMany('requests', managementPerMinute, taken.buckets);
    await next();
  };
}

export function setRateHeaders(c: Context<ApiEnv>, state: RateState): void {
  for (const what of ['requests', 'tokens'] as const) {
    c.env.outgoing.setHeader(`x-ratelimit-limit-${what}`, String(state[what].limit));
    c.env.outgoing.setHeader(`x-ratelimit-remaining-${what}`, String(state[what].left));
    c.env.outgoing.setHeader(`x-ratelimit-reset-${what}`, duration(state[what].fullMs));
  }
}
