import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiEnv } from './api-env.ts';

/** JSON has no integers beyond 2^53: a bigint becomes a decimal string. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));
}

export function answerJson(c: Context<ApiEnv>, value: unknown, status: ContentfulStatusCode = 200): Response {
  return c.body(toJson(value), status, { 'content-type': 'application/json' });
}
