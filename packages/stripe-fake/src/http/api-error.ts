/** The one code that Stripe does not have. */
const unsupportedCode = 'unsupported_by_simulation';

export interface ApiErrorDetails {
  status: number;
  type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error' | 'rate_limit_error';
  code?: string;
  param?: string;
  declineCode?: string;
  paymentIntent?: object;
  headers?: Record<string, string>;
}

/** An answer other than 2xx, in Stripe's shape. */
export class ApiError extends Error {
  readonly details: ApiErrorDetails;

  constructor(message: string, details: ApiErrorDetails) {
    super(message);
    this.name = 'ApiError';
    this.details = details;
  }

  get body(): { error: Record<string, unknown> } {
    const { type, code, param, declineCode, paymentIntent } = this.details;
    const error: Record<string, unknown> = { type, message: this.message };
    if (code !== undefined) {
      error.code = code;
      if (code !== unsupportedCode) error.doc_url = `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
    }
    if (param !== undefined) error.param = param;
    if (declineCode !== undefined) error.decline_code = declineCode;
    if (paymentIntent !== undefined) error.payment_intent = paymentIntent;
    return { error };
  }
}

export function invalidRequest(message: string, code?: string, param?: string): ApiError {
  return new ApiError(message, {
    status: 400,
    type: 'invalid_request_error',
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}

export function missingResource(noun: string, id: string, param = 'id'): ApiError {
  const message = `No such ${noun}: '${id}'`;
  return new ApiError(message, { status: 404, type: 'invalid_request_error', code: 'resource_missing', param });
}

/** What real Stripe can do and the simulation cannot: never a silent success, never retried. */
export function unsupported(what: string, param?: string): ApiError {
  return new ApiError(`The simulated Stripe does not support ${what}.`, {
    status: 501,
    type: 'invalid_request_error',
    code: unsupportedCode,
    headers: { 'stripe-should-retry': 'false' },
    ...(param === undefined ? {} : { param }),
  });
}
