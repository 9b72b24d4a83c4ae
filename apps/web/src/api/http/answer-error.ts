import { AppError, type ErrorCode, errorHttp, isAppError } from '@modelmint/domain/errors';

export interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: ErrorCode };
}

export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: ErrorBody;
}

const retryAfterMsDefault = 1_000;

/** The one way in which an error leaves this process: the envelope of OpenAI's API, without internals. */
export function answerError(error: unknown, requestId: string): ErrorAnswer {
  const known = isAppError(error) ? error : new AppError('internal_error', '', { cause: error });
  const { status, type } = errorHttp[known.code];
  const ofLimit = known.code === 'rate_limit_exceeded' ? known.limitOf : type;
  const message =
    known.code === 'internal_error'
      ? `Something went wrong on our side. If it happens again, tell support this request id: ${requestId}`
      : known.message;
  return {
    status,
    headers: retryHeaders(known),
    body: { error: { message, type: ofLimit, param: known.param, code: known.code } },
  };
}

/** Without `x-should-retry` the openai client repeats 409, 429 and every 5xx twice. */
function retryHeaders({ code, retryable, retryAfterMs }: AppError): Record<string, string> {
  if (code === 'internal_error') return {};
  if (!retryable) return { 'x-should-retry': 'false' };
  const waitMs = Math.max(1, Math.ceil(retryAfterMs ?? retryAfterMsDefault));
  return { 'retry-after': String(Math.ceil(waitMs / 1_000)), 'retry-after-ms': String(waitMs) };
}
