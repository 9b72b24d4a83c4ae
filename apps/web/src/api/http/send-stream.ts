import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from './api-env.ts';

export interface StreamHead {
  status: 200 | 206;
  headers: Record<string, string>;
}

/**
 * Sends a stream straight to the socket. When it fails midway the connection is cut, so that no client takes
 * a part for the whole; it never gets an error's text among the bytes.
 */
export async function sendStream(
  deps: Deps,
  c: Context<ApiEnv>,
  { body, head }: { body: Readable; head: StreamHead },
): Promise<Response> {
  const { outgoing } = c.env;
  const common = Object.fromEntries(c.res.headers);
  outgoing.writeHead(head.status, { ...common, 'cache-control': 'private, no-store', ...head.headers });
  try {
    if (c.req.method === 'HEAD') {
      body.destroy();
      outgoing.end();
    } else await pipeline(body, outgoing);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      deps.log.warn({ err: error, requestId: c.get('requestId') }, 'stream cut off');
    outgoing.destroy();
  }
  return RESPONSE_ALREADY_SENT;
}

/** A file to save. Both forms of the name: the old one in ASCII, the new one in UTF-8. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
