import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './api-env.ts';

const exposed = [
  'x-request-id',
  'openai-processing-ms',
  'openai-organization',
  'openai-version',
  'idempotent-replayed',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  ...['limit', 'remaining', 'reset'].flatMap((what) => [`x-ratelimit-${what}-requests`, `x-ratelimit-${what}-tokens`]),
].join(', ');

/** Any page may call /v1: it needs a key, and no cookie is read there. */
export const cors: MiddlewareHandler<ApiEnv> = async (c, next) => {
  c.header('access-control-allow-origin', '*');
  c.header('access-control-expose-headers', exposed);
  if (c.req.method !== 'OPTIONS') return next();
  return c.body(null, 204, {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': c.req.header('access-control-request-headers') ?? 'authorization, content-type',
    'access-control-max-age': '86400',
    vary: 'access-control-request-headers',
  });
};
