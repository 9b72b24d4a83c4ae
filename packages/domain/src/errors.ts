/** One code for each way in which Modelmint refuses or fails; the map to HTTP is below. */
export const errorHttp = {
  invalid_json: { status: 400, type: 'invalid_request_error' },
  invalid_value: { status: 400, type: 'invalid_request_error' },
  missing_required_parameter: { status: 400, type: 'invalid_request_error' },
  unknown_parameter: { status: 400, type: 'invalid_request_error' },
  unsupported_parameter: { status: 400, type: 'invalid_request_error' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error' },
  invalid_state: { status: 400, type: 'invalid_request_error' },
  invalid_file: { status: 400, type: 'invalid_request_error' },
  dataset_invalid: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'invalid_request_error' },
  mismatched_project: { status: 401, type: 'invalid_request_error' },
  mismatched_organization: { status: 401, type: 'invalid_request_error' },
  unauthenticated: { status: 401, type: 'invalid_request_error' },
  permission_denied: { status: 403, type: 'invalid_request_error' },
  organization_suspended: { status: 403, type: 'invalid_request_error' },
  reauthentication_required: { status: 403, type: 'invalid_request_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  method_not_allowed: { status: 405, type: 'invalid_request_error' },
  conflict: { status: 409, type: 'invalid_request_error' },
  idempotency_key_reused: { status: 409, type: 'invalid_request_error' },
  request_in_flight: { status: 409, type: 'invalid_request_error' },
  request_too_large: { status: 413, type: 'invalid_request_error' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  insufficient_quota: { status: 429, type: 'insufficient_quota' },
  rate_limit_exceeded: { status: 429, type: 'requests' },
  unsupported_endpoint: { status: 501, type: 'invalid_request_error' },
  internal_error: { status: 500, type: 'server_error' },
  model_loading: { status: 503, type: 'server_error' },
  engine_overloaded: { status: 503, type: 'server_error' },
  database_unavailable: { status: 503, type: 'server_error' },
  queue_unavailable: { status: 503, type: 'server_error' },
  payments_unavailable: { status: 503, type: 'server_error' },
  worker_lost: { status: 503, type: 'server_error' },
  storage_full: { status: 507, type: 'server_error' },
} as const;

export type ErrorCode = keyof typeof errorHttp;

/** Who pays for a failure: platform faults are never charged. */
export type Fault = 'customer' | 'platform';

export interface AppErrorOptions {
  /** The parameter at fault, as the client named it: `messages[0].role`. */
  param?: string;
  /** True when the same call may succeed later without a change. Default: by HTTP status. */
  retryable?: boolean;
  fault?: Fault;
  retryAfterMs?: number;
  /** What a rate limit counts; OpenAI's clients read it as the type of the error. Default: `requests`. */
  limitOf?: 'requests' | 'tokens';
  cause?: unknown;
}

const brand = Symbol.for('modelmint.AppError');

/**
 * The one error of the code base. `web` loads each module twice (server and Next's bundle), so it is told
 * by its brand with `isAppError`, never by `instanceof`.
 */
export class AppError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly param: string | null;
  readonly retryable: boolean;
  readonly fault: Fault;
  readonly retryAfterMs: number | null;
  /** All that Next tells a page of an error in it: what is away, and a number that stands in the log beside it. */
  readonly digest?: string;
  readonly limitOf: 'requests' | 'tokens';

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.param = options.param ?? null;
    const { status } = errorHttp[code];
    this.retryable =
      options.retryable ?? (code === 'rate_limit_exceeded' || code === 'request_in_flight' || status === 503);
    this.fault = options.fault ?? (status >= 500 ? 'platform' : 'customer');
    this.retryAfterMs = options.retryAfterMs ?? null;
    if (status === 503) this.digest = `${code}-${Math.random().toString(36).slice(2, 10)}`;
    this.limitOf = options.limitOf ?? 'requests';
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && brand in error;
}
