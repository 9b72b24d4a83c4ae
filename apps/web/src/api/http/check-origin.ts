import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@modelmint/domain/errors';

/**
 * A browser sends the cookie along whoever asks it to: a request that changes something must come from our own pages.
 * Throws `permission_denied`.
 */
export function checkOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const { origin } = headers;
  const isOwn = origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : origin === publicUrl;
  if (!isOwn)
    throw new AppError('permission_denied', `This address takes requests from the pages of ${publicUrl} only.`);
}

/** Forms can send three types without asking first; JSON is none of them. */
export function checkJsonType(headers: IncomingHttpHeaders): void {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw new AppError('unsupported_media_type', 'Send JSON with the header "content-type: application/json".');
}
