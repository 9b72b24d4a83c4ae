import { AppError, isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../deps.ts';
import { answerError } from '../http/answer-error.ts';

interface TusError {
  status_code: number;
  body: string;
}

const codes = {
  400: 'invalid_value',
  403: 'permission_denied',
  404: 'not_found',
  409: 'conflict',
  410: 'not_found',
  413: 'request_too_large',
  415: 'unsupported_media_type',
} as const;

/** What tus or our hooks throw, in the one envelope, with the status that the protocol wants. */
export function tusError(deps: Deps, requestId: string, error: Error | TusError): TusError {
  if (isAppError(error)) {
    const { status, body } = answerError(error, requestId);
    return { status_code: status, body: JSON.stringify(body) };
  }
  const { status_code: status = 500, body: text = '' } = error as Partial<TusError>;
  const isKnown = Object.hasOwn(codes, status);
  if (!isKnown) deps.log.warn({ err: error, requestId }, 'upload failed');
  const known = isKnown
    ? new AppError(codes[status as keyof typeof codes], text.trim())
    : new AppError('internal_error', text.trim());
  const answer = answerError(known, requestId);
  return { status_code: isKnown ? status : answer.status, body: JSON.stringify(answer.body) };
}
