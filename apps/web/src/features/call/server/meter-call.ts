import { currentPrice } from '@modelmint/db/ledger/current-price';
import { holdMoney } from '@modelmint/db/ledger/hold-money';
import { withOrg } from '@modelmint/db/with-org';
import { parseId } from '@modelmint/domain/ids';
import { rateMicros } from '@modelmint/domain/money';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import type { Answered, Call, CallContext } from './call-context.ts';
import { callWorker } from './call-worker.ts';
import { type PendingCall, recordAnswer, recordFailure } from './record-call.ts';
import { correctCall, type MeteredCall, takeCall } from './take-call.ts';

/** Long enough for the slowest call to be settled after its deadline. */
const holdSlackMs = 5 * 60_000;

/**
 * One metered call: limits, hold, worker, then answer, usage and settled hold in one transaction. A call that fails,
 * or whose client has gone, costs nothing.
 */
export async function meterCall<A>(deps: Deps, call: Call<A>, context: CallContext<Answered<A>>): Promise<Answered<A>> {
  const startedAtMs = performance.now();
  const { projectId, apiKeyId } = call.principal;
  const taken: MeteredCall = {
    ...context.limits,
    projectId,
    apiKeyId,
    modelId: call.found.id,
    tokens: call.tokensMax,
  };
  await takeCall(deps, taken, context.onRate);
  const pending: PendingCall<A> = { ...call, context, startedAtMs, ...(await hold(deps, call, context.requestId)) };
  const onAsk = ({ kind }: { kind: string }) => {
    pending.workerKind = kind;
  };
  const answered = await callWorker(deps, call.question, { signal: context.signal, onAsk })
    .then((answer) => recordAnswer(deps, pending, answer))
    .catch(async (error: unknown) => {
      await recordFailure(deps, pending, error);
      await correctCall(deps, taken, 0);
      throw error;
    });
  await correctCall(deps, taken, answered.promptTokens + answered.completionTokens);
  return answered;
}

/**
 * The true number of tokens is known to the worker only, after the call. What support calls stands in the audit log: nobody
 * of the organization has called it.
 */
async function hold<A>(deps: Deps, { principal, name, found, tokensMax, question }: Call<A>, requestId: string) {
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    if (principal.support !== undefined) {
      const kind = parseId('model', found.id) === null ? 'base_model' : 'model';
      await recordAct(tx, principal, { action: 'support.call', target: { kind, id: found.id, name } });
    }
    const price = await currentPrice(tx, { meter: 'inference', baseModel: found.priceName });
    const { holdId } = await holdMoney(tx, {
      organizationId,
      projectId,
      key: `request:${requestId}`,
      amountMicros: rateMicros(BigInt(tokensMax), price.rateMicros),
      expiresAt: new Date(Date.now() + question.deadlineMs + holdSlackMs),
    });
    return { holdId, price };
  });
}
