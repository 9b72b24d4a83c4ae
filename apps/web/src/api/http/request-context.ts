import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from '../../deps.ts';
import { answerError } from './answer-error.ts';
import { toJson } from './answer-json.ts';
import type { ApiEnv } from './api-env.ts';

const requestIds = new WeakMap<IncomingMessage, string>();

/** One id for each request, on the answer whatever becomes of it. */
export function markRequest(incoming: IncomingMessage, outgoing: ServerResponse): string {
  const known = requestIds.get(incoming);
  if (known !== undefined) return known;
  const id = newId('request');
  requestIds.set(incoming, id);
  outgoing.setHeader('x-request-id', id);
  outgoing.setHeader('x-content-type-options', 'nosniff');
  return id;
}

/** Ids, times, one log line and one metric for each request. */
export function requestContext(deps: Deps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAtMs = performance.now();
    c.set('requestId', markRequest(c.env.incoming, c.env.outgoing));
    c.set('startedAtMs', startedAtMs);
    if (/%00/.test(c.env.incoming.url ?? ''))
      throw new AppError('invalid_value', 'The address holds a NUL character (%00). Remove it.');
    await next();
    const durationMs = performance.now() - startedAtMs;
    c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store');
    if (isPublic(c.req.path)) {
      c.header('openai-processing-ms', String(Math.round(durationMs)));
      c.header('openai-version', '2020-10-01');
    }
    note(deps, c, durationMs);
  };
}

export function isPublic(path: string): boolean {
  return /^(\/p\/[^/]+)?\/v1(\/|$)/.test(path);
}

function note(deps: Deps, c: Context<ApiEnv>, durationMs: number): void {
  const { method } = c.req;
  const status = c.res.status;
  const route = routeOf(c);
  deps.metrics.observeHttp({ method, route, status, durationMs });
  const retries = c.req.header('x-stainless-retry-count');
  deps.log[status >= 500 ? 'warn' : 'info'](
    {
      requestId: c.get('requestId'),
      method,
      route,
      status,
      durationMs: Math.round(durationMs),
      ...(retries === undefined || retries === '0' ? {} : { clientRetry: Number(retries) }),
    },
    'request',
  );
}

/** The pattern of the route: paths hold ids and names. */
function routeOf(c: Context<ApiEnv>): string {
  const own = c.req.matchedRoutes.findLast(({ method, path }) => method !== 'ALL' && !path.endsWith('*'));
  return own?.path ?? 'unknown';
}

/** The last resort: logs what was not foreseen and answers in the one envelope. */
export function answerFailure(deps: Deps, error: unknown, c: Context<ApiEnv>): Response {
  const requestId = c.get('requestId') ?? markRequest(c.env.incoming, c.env.outgoing);
  if (!isAppError(error) || error.code === 'internal_error')
    deps.log.error({ err: error, requestId, route: routeOf(c) }, 'request failed');
  else if (error.cause !== undefined) deps.log.warn({ err: error, requestId }, 'request refused');
  const { status, headers, body } = answerError(error, requestId);
  return c.body(toJson(body), status as 400, { ...headers, 'content-type': 'application/json' });
}
