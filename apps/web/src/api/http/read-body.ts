import type { IncomingMessage } from 'node:http';
import { AppError } from '@modelmint/domain/errors';
import type { Context } from 'hono';
import type { ApiEnv } from './api-env.ts';

export const mebibyte = 1024 * 1024;

/** The raw body, as often as it is asked for. More than `bytesMax` is `request_too_large`, told by its announced length before any of it is read. */
export async function readBody(c: Context<ApiEnv>, { bytesMax }: { bytesMax: number }): Promise<Buffer> {
  const earlier = c.get('body');
  if (earlier !== undefined && earlier.length > bytesMax) throw tooLarge(bytesMax);
  if (earlier !== undefined) return earlier;
  const { incoming } = c.env;
  refuseEncoding(incoming);
  const announced = announcedLength(incoming);
  if (announced !== null && announced > bytesMax) throw tooLarge(bytesMax);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bytesMax) throw tooLarge(bytesMax);
      chunks.push(chunk);
    }
  } catch (error) {
    if (incoming.errored) throw cutOff(error);
    throw error;
  }
  if (!incoming.complete) throw cutOff();
  const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  c.set('body', body);
  return body;
}

/** Null when the body is sent in chunks. */
export function announcedLength(incoming: IncomingMessage): number | null {
  const text = incoming.headers['content-length'];
  return text === undefined ? null : Number(text);
}

export function refuseEncoding(incoming: IncomingMessage): void {
  const encoding = incoming.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new AppError('unsupported_media_type', `Send the body without content-encoding ${encoding}.`);
}

export function cutOff(cause?: unknown): AppError {
  return new AppError('invalid_value', 'The request body ended before it was complete. Send it again.', { cause });
}

function tooLarge(bytesMax: number): AppError {
  return new AppError('request_too_large', `The request body is larger than ${bytesMax} bytes.`);
}
