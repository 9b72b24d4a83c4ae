import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { CallContext } from '../../features/call/server/call-context.ts';
import type { ApiEnv } from './api-env.ts';
import { answerOnce } from './idempotent.ts';
import { setRateHeaders } from './limit-rate.ts';

export interface MeteredRoute<O> {
  /** Below /v1: `/classifications`. */
  path: string;
  /** What makes two requests the same. */
  input: unknown;
  call: (context: CallContext<O>) => Promise<O>;
  toWire: (outcome: O) => object;
}

/** One metered POST: rate headers, the answer kept with the charge, and nothing more computed when the client has gone. */
export async function answerCall<O>(
  deps: Deps,
  c: Context<ApiEnv>,
  { path, input, call, toWire }: MeteredRoute<O>,
): Promise<Response> {
  const { requestsPerMinute, tokensPerMinute, projectRequestsPerMinute } = c.get('key');
  return answerOnce(deps, c, {
    route: `POST ${path}`,
    fingerprint: input,
    run: async (keep) => {
      let wire: object | undefined;
      const outcome = await call({
        requestId: c.get('requestId'),
        route: `POST /v1${path}`,
        signal: c.req.raw.signal,
        limits: { requestsPerMinute, tokensPerMinute, projectRequestsPerMinute },
        onRate: (state) => setRateHeaders(c, state),
        finish: (tx, finished) => {
          wire = toWire(finished);
          return keep(tx, wire);
        },
      });
      return wire ?? toWire(outcome);
    },
  });
}
