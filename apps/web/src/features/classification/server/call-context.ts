import type { OrgTransaction } from '@modelmint/db/with-org';
import type { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import type { RateState } from './take-call.ts';

export interface CallContext {
  requestId: string;
  /** As the request rows name it: `POST /v1/classifications`. */
  route: string;
  signal: AbortSignal;
  limits: { requestsPerMinute: number; tokensPerMinute: number };
  onRate: (state: RateState) => void;
  /** Runs in the transaction that records the answer. */
  finish?: (tx: OrgTransaction, outcome: Classified) => Promise<void>;
}

export interface Classified {
  /** The name that was called. */
  model: string;
  modelId: string;
  createdAt: Date;
  /** For each input the best labels, highest score first. */
  results: ClassifyAnswer['results'];
  tokens: number;
  amountMicros: bigint;
  latencyMs: number;
}
