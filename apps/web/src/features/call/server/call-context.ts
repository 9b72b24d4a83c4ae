import type { FoundModel } from '@modelmint/db/model/find-called-model';
import type { OrgTransaction } from '@modelmint/db/with-org';
import type { AnsweredCall, ModelCall } from '@modelmint/domain/wire/model-call';
import type { Principal } from '../../organization/server/principal.ts';
import type { RateState } from './take-call.ts';

/** Of the plan, and of the project where it has its own. */
export interface CallLimits {
  requestsPerMinute: number;
  tokensPerMinute: number;
  projectRequestsPerMinute: number | null;
}

/** What surrounds a metered call; `O` is its outcome. */
export interface CallContext<O> {
  requestId: string;
  /** As the request rows name it: `POST /v1/classifications`. */
  route: string;
  signal: AbortSignal;
  limits: CallLimits;
  onRate: (state: RateState) => void;
  /** Runs in the transaction that records the answer. */
  finish?: (tx: OrgTransaction, outcome: O) => Promise<void>;
}

/** A call that was answered and is paid for; `A` is what the worker said. */
export interface Answered<A> extends AnsweredCall {
  answer: A;
  promptTokens: number;
  completionTokens: number;
  amountMicros: bigint;
  latencyMs: number;
}

/** What is called, by whom and for what. */
export interface Call<A> extends ModelCall<A> {
  principal: Principal;
  /** As the client called it. */
  name: string;
  found: FoundModel;
}
