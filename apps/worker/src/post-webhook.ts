import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isAppError } from '@modelmint/domain/errors';
import { checkWebhookAddress, notPublicHook } from '@modelmint/domain/webhook-address';
import { makeLookupPublic } from './lookup-public.ts';

export interface WebhookAnswer {
  /** null: there was no answer. */
  status: number | null;
  ms: number;
  /** The beginning of what it said. */
  text: string | null;
  error: string | null;
}

const timeoutMs = 15_000;
const textBytesMax = 1_024;
const lookupPublic = makeLookupPublic(notPublicHook);

/**
 * One POST to an address of a customer: never into our own network but where the operator said so, without redirects,
 * within 15 s. What goes wrong is an answer too.
 */
export async function postWebhook(
  address: string,
  { body, headers, internal }: { body: string; headers: Record<string, string>; internal: readonly string[] },
): Promise<WebhookAnswer> {
  const began = performance.now();
  const ms = () => Math.round(performance.now() - began);
  try {
    const url = checkWebhookAddress(address, internal);
    const isInternal = internal.includes(url.origin);
    const { status, text } = await post(url, { body, headers, isInternal });
    const isGood = status >= 200 && status < 300;
    return { status, ms: ms(), text, error: isGood ? null : `It answered ${status}.` };
  } catch (error) {
    return { status: null, ms: ms(), text: null, error: reasonOf(error) };
  }
}

function post(
  url: URL,
  { body, headers, isInternal }: { body: string; headers: Record<string, string>; isInternal: boolean },
): Promise<{ status: number; text: string }> {
  const program = url.protocol === 'http:' ? http : https;
  const sent = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const request = program.request(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(sent.length),
          'user-agent': 'Modelmint-Webhooks/1',
        },
        // Each on a connection of its own: one that is kept alive was resolved for somebody else's request.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        ...(isInternal ? {} : { lookup: lookupPublic }),
      },
      (message) => {
        beginningOf(message).then((text) => resolve({ status: message.statusCode ?? 0, text }), reject);
      },
    );
    request.once('error', reject);
    request.end(sent);
  });
}

async function beginningOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    // Leaving the loop ends the connection.
    if (length >= textBytesMax) break;
  }
  return Buffer.concat(parts).subarray(0, textBytesMax).toString().replaceAll('\u0000', '\uFFFD');
}

function reasonOf(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) if (isAppError(inner)) return inner.message;
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return `It did not answer within ${timeoutMs / 1000} s.`;
  return `The connection failed (${code ?? message ?? 'unknown'}).`.slice(0, 300);
}
