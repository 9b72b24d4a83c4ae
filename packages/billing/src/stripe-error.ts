import { AppError, isAppError } from '@modelmint/domain/errors';
import Stripe from 'stripe';

/** Runs calls to Stripe; what Stripe says or does not say comes back as an AppError. */
export async function withStripe<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translateStripeError(doing, error);
  }
}

function translateStripeError(doing: string, error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Stripe.errors.StripeError)) return error;
  const { statusCode = 500, code, message } = error;
  if (error instanceof Stripe.errors.StripeCardError)
    return new AppError('invalid_value', `The payment provider refused the card: ${message}`, { cause: error });
  // Configuration: nobody but the operator can mend it, and the customer has done nothing wrong.
  if (statusCode === 401 || statusCode === 403)
    return new AppError('payments_unavailable', `${doing} failed: the payment provider refuses our key.`, {
      cause: error,
      retryable: false,
    });
  if (statusCode === 409 || statusCode === 429 || statusCode >= 500)
    return new AppError('payments_unavailable', `${doing} failed: the payment provider does not answer. Try again.`, {
      cause: error,
      retryAfterMs: 2_000,
    });
  return new AppError('internal_error', `${doing} failed: ${code ?? error.type}: ${message}`, { cause: error });
}

/** Stripe has taken an event with this identifier before: it is there. */
export function isDuplicateEvent(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError && /already exists with identifier/i.test(error.message)
  );
}
