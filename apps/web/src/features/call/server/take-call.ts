import { type Bucket, type BucketState, takeTokens } from '@modelmint/db/system/take-tokens';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';

export const perMinute = (key: string, cost: number, capacity: number): Bucket => ({
  key,
  cost,
  capacity,
  perSecond: capacity / 60,
});

export interface MeteredCall {
  projectId: string;
  /** Null in the playground. */
  apiKeyId: string | null;
  modelId: string;
  tokens: number;
  requestsPerMinute: number;
  tokensPerMinute: number;
  /** Of all models of the project together; null: it has no limit of its own. */
  projectRequestsPerMinute: number | null;
}

export interface RateState {
  requests: { limit: number; left: number; fullMs: number };
  tokens: { limit: number; left: number; fullMs: number };
}

/**
 * One request and its tokens from the buckets of (project, model) and of the key, in one atomic step.
 * `onState` hears what is left, also of a refused call.
 * Throws `rate_limit_exceeded` with the time after which the same call succeeds.
 */
export async function takeCall(deps: Deps, call: MeteredCall, onState: (state: RateState) => void): Promise<void> {
  if (call.tokens > call.tokensPerMinute)
    throw new AppError(
      'rate_limit_exceeded',
      `The call may take ${call.tokens} tokens; the plan allows ${call.tokensPerMinute} per minute. Send less at once, or set a lower max_tokens.`,
      { retryable: false, limitOf: 'tokens' },
    );
  const taken = await takeTokens(deps.db, bucketsOf(call));
  onState(stateOf(call, taken.buckets));
  if (taken.isAllowed) return;
  const slowest = taken.buckets.toSorted((a, b) => b.waitMs - a.waitMs)[0];
  if (slowest?.key.startsWith(projectLimit)) throw tooManyOfProject(call, slowest.waitMs);
  const what = slowest?.key.endsWith(':tokens') ? 'tokens' : 'requests';
  throw tooMany(what, what === 'tokens' ? call.tokensPerMinute : call.requestsPerMinute, taken.buckets);
}

/**
 * Corrects the estimate once the true number of tokens is known; 0 after a failure. A failure of its own is logged only:
 * the call is answered and charged, or has an error to tell, and the bucket fills again by itself.
 */
export async function correctCall(deps: Deps, call: MeteredCall, tokens: number): Promise<void> {
  const back = call.tokens - tokens;
  if (back === 0) return;
  const buckets = bucketsOf({ ...call, tokens: -back }).filter(({ key }) => key.endsWith(':tokens'));
  try {
    await takeTokens(deps.db, buckets);
  } catch (reason) {
    deps.log.warn({ err: reason, projectId: call.projectId }, 'the estimate of a call could not be corrected');
  }
}

function bucketsOf({
  projectId,
  apiKeyId,
  modelId,
  tokens,
  requestsPerMinute,
  tokensPerMinute,
  projectRequestsPerMinute,
}: MeteredCall): Bucket[] {
  const owners = [`project:${projectId}:${modelId}`, ...(apiKeyId === null ? [] : [`key:${apiKeyId}`])];
  const own = owners.flatMap((owner) => [
    perMinute(`${owner}:requests`, 1, requestsPerMinute),
    perMinute(`${owner}:tokens`, tokens, tokensPerMinute),
  ]);
  if (projectRequestsPerMinute === null) return own;
  return [...own, perMinute(`${projectLimit}${projectId}:requests`, 1, projectRequestsPerMinute)];
}

const projectLimit = 'project-limit:';

function tooManyOfProject({ projectRequestsPerMinute }: MeteredCall, waitMs: number): AppError {
  return new AppError(
    'rate_limit_exceeded',
    `Rate limit of the project reached: ${projectRequestsPerMinute} requests per minute, set on the Projects page. Try again in ${duration(waitMs)}.`,
    { retryAfterMs: Math.max(1, waitMs), param: 'project.requests_per_minute' },
  );
}

function stateOf(call: MeteredCall, buckets: readonly BucketState[]): RateState {
  const tightest = (what: 'requests' | 'tokens', limit: number) => {
    const own = buckets.filter(({ key }) => key.endsWith(`:${what}`));
    const left = Math.max(0, Math.floor(Math.min(...own.map((bucket) => bucket.left))));
    return { limit, left, fullMs: Math.max(...own.map((bucket) => bucket.fullMs)) };
  };
  return {
    requests: tightest('requests', Math.min(call.requestsPerMinute, call.projectRequestsPerMinute ?? Infinity)),
    tokens: tightest('tokens', call.tokensPerMinute),
  };
}

export function tooMany(what: 'requests' | 'tokens', perMinuteMax: number, buckets: readonly BucketState[]): AppError {
  const waitMs = Math.max(1, ...buckets.map((bucket) => bucket.waitMs));
  return new AppError(
    'rate_limit_exceeded',
    `Rate limit reached: ${perMinuteMax} ${what} per minute. Try again in ${duration(waitMs)}.`,
    { retryAfterMs: waitMs, limitOf: what },
  );
}

/** OpenAI's form: `12ms`, `1s`, `6m0s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.ceil(ms))}ms`;
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
