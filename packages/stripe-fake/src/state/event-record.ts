export interface EventRecord {
  id: string;
  type: string;
  created: number;
  customer: string | null;
  object: unknown;
  previous: unknown;
  request: { id: string | null; idempotencyKey: string | null };
  delivery: DeliveryRecord;
}

export interface DeliveryRecord {
  state: 'none' | 'pending' | 'delivered' | 'dropped' | 'given_up';
  attempts: number;
  queuedAtMs: number;
  nextAttemptAtMs: number;
  deliveredAtMs: number | null;
  lastStatus: number | null;
}

/** The kept answer to a request with an idempotency key. */
export interface AnswerRecord {
  fingerprint: string;
  status: number;
  body: string;
  createdAt: number;
}
