import type { Fake } from '../fake.ts';
import { ApiError } from './api-error.ts';

/** Bearer, or the user name of Basic, as Stripe takes it. */
export function checkKey(fake: Fake, header: string | undefined): void {
  const key = keyOf(header);
  if (key === fake.settings.apiKey) return;
  const message =
    key === null
      ? 'You did not provide an API key. Provide it in the Authorization header, using Bearer auth.'
      : `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;
  throw new ApiError(message, { status: 401, type: 'invalid_request_error' });
}

function keyOf(header: string | undefined): string | null {
  const match = /^(Bearer|Basic)\s+(\S+)$/i.exec(header ?? '');
  if (match === null) return null;
  const value = match[2] ?? '';
  if (match[1]?.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? null;
}
