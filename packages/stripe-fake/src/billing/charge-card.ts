import { ApiError } from '../http/api-error.ts';
import type { CardRecord, PaymentError } from '../state/records.ts';

const noCard: PaymentError = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'This customer has no attached payment source or default payment method.',
};

const refusals: Record<CardRecord['behaviour'], PaymentError | null> = {
  ok: null,
  authenticate_once: null,
  declined: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  expired_card: { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' },
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
};

/** How a charge ends: null when the money moves. A holder who is present has been asked on the payment page. */
export function chargeCard(card: CardRecord | null, holder: 'away' | 'present' = 'away'): PaymentError | null {
  if (card === null) return noCard;
  if (holder === 'present' && card.behaviour === 'authentication_required') return null;
  return refusals[card.behaviour];
}

export function cardError(error: PaymentError, paymentIntent?: object): ApiError {
  return new ApiError(error.message, {
    status: 402,
    type: 'card_error',
    code: error.code,
    declineCode: error.declineCode,
    ...(paymentIntent === undefined ? {} : { paymentIntent }),
  });
}
