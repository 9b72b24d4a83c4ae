import type Stripe from 'stripe';

export type Metadata = Record<string, string>;

/** How a charge of a saved card ends. `authenticate_once` asks on the payment page and never again. */
export type CardBehaviour =
  | 'ok'
  | 'declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'authenticate_once'
  | 'authentication_required';

export interface CardRecord {
  id: string;
  created: number;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  behaviour: CardBehaviour;
  name: string | null;
  email: string | null;
}

export interface CustomerRecord {
  id: string;
  created: number;
  email: string | null;
  name: string | null;
  phone: string | null;
  description: string | null;
  address: Stripe.Address | null;
  metadata: Metadata;
  /** Cents; negative is credit that the next invoices use up. */
  balance: number;
  currency: string | null;
  invoicePrefix: string;
  nextInvoiceSequence: number;
  /** How far this customer's clock is ahead of real time, in seconds. */
  clockOffset: number;
  card: CardRecord | null;
  deleted: boolean;
}

export interface ProductRecord {
  id: string;
  created: number;
  updated: number;
  active: boolean;
  name: string;
  description: string | null;
  metadata: Metadata;
  unitLabel: string | null;
}

export interface PriceRecord {
  id: string;
  created: number;
  active: boolean;
  currency: string;
  product: string;
  lookupKey: string | null;
  nickname: string | null;
  metadata: Metadata;
  /** Cents for one unit, up to 12 decimal places. */
  unitAmountDecimal: string;
  taxBehavior: string;
  recurring: RecurringRecord | null;
}

export interface RecurringRecord {
  interval: 'day' | 'week' | 'month' | 'year';
  intervalCount: number;
  usageType: 'licensed' | 'metered';
  meter: string | null;
}

export interface MeterRecord {
  id: string;
  created: number;
  updated: number;
  displayName: string;
  eventName: string;
  formula: 'sum' | 'count' | 'last';
  customerKey: string;
  valueKey: string;
  window: 'hour' | 'day' | null;
  deactivatedAt: number | null;
}

export interface MeterEventRecord {
  identifier: string;
  meter: string;
  eventName: string;
  customer: string;
  payload: Metadata;
  value: number;
  timestamp: number;
  receivedAt: number;
  isCancelled: boolean;
}

export interface SessionLine {
  id: string;
  price: string;
  quantity: number | null;
  description: string;
}

export interface SessionRecord {
  id: string;
  created: number;
  expiresAt: number;
  mode: 'subscription' | 'payment';
  status: 'open' | 'complete' | 'expired';
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
  customer: string | null;
  customerEmail: string | null;
  payer: { email: string | null; name: string | null } | null;
  clientReferenceId: string | null;
  currency: string;
  lines: SessionLine[];
  amountTotal: number;
  metadata: Metadata;
  successUrl: string;
  cancelUrl: string | null;
  locale: string | null;
  submitType: string | null;
  paymentMethodCollection: string | null;
  subscriptionData: SubscriptionData;
  paymentIntentData: { metadata: Metadata; description: string | null; setupFutureUsage: string | null };
  subscription: string | null;
  invoice: string | null;
  paymentIntent: string | null;
  /** The card that waits for its holder's confirmation on the second page. */
  cardToConfirm: CardRecord | null;
}

export interface SubscriptionData {
  metadata: Metadata;
  description: string | null;
  trialEnd: number | null;
  trialPeriodDays: number | null;
  missingPaymentMethod: 'cancel' | 'create_invoice' | 'pause';
  anchor: number | null;
  anchorConfig: Stripe.Subscription.BillingCycleAnchorConfig | null;
  isProrated: boolean;
}

export interface SubscriptionItemRecord {
  id: string;
  created: number;
  price: string;
  quantity: number | null;
  metadata: Metadata;
  /** What was last billed in advance for this item: the base of every credit for unused time. */
  debit: DebitRecord | null;
}

export interface DebitRecord {
  amount: number;
  start: number;
  end: number;
  invoice: string | null;
  line: string;
}

export interface SubscriptionRecord {
  id: string;
  created: number;
  customer: string;
  currency: string;
  status: 'active' | 'trialing' | 'past_due' | 'canceled' | 'paused';
  items: SubscriptionItemRecord[];
  periodStart: number;
  periodEnd: number;
  anchor: number;
  /** Day of the month that every period tries to begin on; short months clamp it, and only for themselves. */
  anchorDay: number;
  anchorConfig: Stripe.Subscription.BillingCycleAnchorConfig | null;
  cancelAtPeriodEnd: boolean;
  canceledAt: number | null;
  endedAt: number | null;
  cancellation: { comment: string | null; feedback: string | null; reason: string | null };
  trialStart: number | null;
  trialEnd: number | null;
  missingPaymentMethod: SubscriptionData['missingPaymentMethod'];
  metadata: Metadata;
  description: string | null;
  latestInvoice: string | null;
  /** Prorations that wait for the next invoice. */
  pendingLines: LineRecord[];
  pendingUpdate: { items: SubscriptionItemRecord[]; invoice: string; expiresAt: number } | null;
}

export interface LineRecord {
  id: string;
  kind: 'licensed' | 'metered' | 'proration';
  amount: number;
  description: string;
  quantity: number;
  price: string;
  start: number;
  end: number;
  subscriptionItem: string;
  metadata: Metadata;
  credited: { invoice: string; line: string } | null;
}

export interface InvoiceRecord {
  id: string;
  created: number;
  customer: string;
  subscription: string;
  subscriptionMetadata: Metadata;
  currency: string;
  status: 'draft' | 'open' | 'paid' | 'void';
  number: string | null;
  billingReason: string;
  periodStart: number;
  periodEnd: number;
  lines: LineRecord[];
  autoAdvance: boolean;
  automaticallyFinalizesAt: number | null;
  finalizedAt: number | null;
  paidAt: number | null;
  voidedAt: number | null;
  amountDue: number;
  amountPaid: number;
  attemptCount: number;
  nextPaymentAttempt: number | null;
  startingBalance: number;
  endingBalance: number | null;
  paymentIntents: string[];
  metadata: Metadata;
  description: string | null;
  footer: string | null;
  /** The unguessable part of its page's address. */
  secret: string;
  createdEvent: string | null;
}

export interface PaymentError {
  code: 'card_declined' | 'expired_card' | 'authentication_required';
  declineCode: string;
  message: string;
}

export interface PaymentIntentRecord {
  id: string;
  created: number;
  amount: number;
  amountReceived: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Metadata;
  status: 'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'succeeded';
  card: CardRecord | null;
  error: PaymentError | null;
  setupFutureUsage: string | null;
  invoice: string | null;
}

export interface RefundRecord {
  id: string;
  created: number;
  amount: number;
  currency: string;
  paymentIntent: string;
  customer: string | null;
  reason: string | null;
  metadata: Metadata;
}

export interface PortalSessionRecord {
  id: string;
  created: number;
  customer: string;
  returnUrl: string | null;
}
