import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import type { CardRecord, Metadata, PaymentError, PaymentIntentRecord } from '../state/records.ts';

export interface PaymentOptions {
  amount: number;
  currency: string;
  customer: string | null;
  card: CardRecord | null;
  error: PaymentError | null;
  at: number;
  description: string | null;
  metadata: Metadata;
  setupFutureUsage: string | null;
  invoice: string | null;
}

export function recordPayment(fake: Fake, options: PaymentOptions): PaymentIntentRecord {
  const { at, error, ...rest } = options;
  const intent: PaymentIntentRecord = {
    ...rest,
    id: newId('pi'),
    created: at,
    amountReceived: error === null ? options.amount : 0,
    status: error === null ? 'succeeded' : 'requires_payment_method',
    error,
  };
  fake.state.paymentIntents[intent.id] = intent;
  return intent;
}
