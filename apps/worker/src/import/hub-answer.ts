import type { IncomingMessage } from 'node:http';
import { AppError } from '@modelmint/domain/errors';
import { importRefused } from './import-refused.ts';

export interface AskedFor {
  repository: string;
  revision: string;
  /** Whether the operator's HF_TOKEN went along. */
  hasToken: boolean;
}

/**
 * What an answer that is no success means for whoever asked. Those of a hub that is busy or broken may be tried again;
 * `retryAfterMs` says when.
 */
export function hubRefusal(message: IncomingMessage, { repository, revision, hasToken }: AskedFor): AppError {
  const status = message.statusCode ?? 0;
  const code = String(message.headers['x-error-code'] ?? '');
  if (status === 429 || status >= 500)
    return new AppError('internal_error', `The hub is busy or has trouble (HTTP ${status}).`, {
      retryable: true,
      retryAfterMs: readRetryAfter(message.headers['retry-after']),
    });
  if (code === 'GatedRepo' || status === 403)
    return importRefused(
      `'${repository}' is gated: its owner gives it to those only who accept its terms. ${
        hasToken
          ? "The account of the operator's HF_TOKEN has not been given access: accept the terms there."
          : 'Only the operator imports it, with HF_TOKEN of an account that has accepted them; or download it and upload an archive.'
      }`,
    );
  if (code === 'RevisionNotFound')
    return importRefused(`'${repository}' has no revision '${revision}'. Name a branch, a tag or a commit of it.`);
  if (status === 401 || status === 404)
    return importRefused(
      `The hub has no repository '${repository}' that everybody may read. Check its name (owner/name)${
        hasToken ? '.' : '; a private one is imported by the operator only, with HF_TOKEN.'
      }`,
    );
  return importRefused(`The hub refuses '${repository}' (HTTP ${status}).`);
}

/** Seconds, or a date. */
function readRetryAfter(header: string | undefined): number {
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header ?? '') - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
