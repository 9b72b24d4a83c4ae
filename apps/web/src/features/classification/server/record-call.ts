import { releaseHold } from '@modelmint/db/ledger/release-hold';
import { settleUsage } from '@modelmint/db/ledger/settle-usage';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { errorHttp, isAppError } from '@modelmint/domain/errors';
import type { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import type { Deps } from '../../../deps.ts';
import type { FoundModel } from '../../model/server/find-model.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { CallContext, Classified } from './call-context.ts';

/** A call whose money is held. */
export interface PendingCall {
  principal: Principal;
  found: FoundModel;
  name: string;
  inputs: readonly string[];
  context: CallContext;
  startedAtMs: number;
  holdId: string;
  price: { priceBookId: string; rateMicros: bigint };
}

/** What nginx calls a request whose client has gone. */
const clientGone = { status: 499, errorCode: 'client_disconnect' };

/** Request, usage and settled hold: all of it or nothing. */
export async function recordAnswer(deps: Deps, call: PendingCall, answer: ClassifyAnswer): Promise<Classified> {
  const { principal, found, holdId, price, context } = call;
  const { organizationId, projectId, apiKeyId } = principal;
  const { model } = found;
  const tokens = answer.tokens.reduce((sum, one) => sum + one, 0);
  const latencyMs = Math.round(performance.now() - call.startedAtMs);
  const classified = await withOrg(deps.db, organizationId, async (tx) => {
    await insertRequest(tx, call, { status: 200, errorCode: null, tokens, latencyMs });
    const usage = await settleUsage(tx, {
      organizationId,
      projectId,
      ...(apiKeyId === null ? {} : { apiKeyId }),
      holdId,
      meter: 'inference',
      baseModel: model.baseModel,
      modelId: model.id,
      tokens: BigInt(tokens),
      rateMicros: price.rateMicros,
      priceBookId: price.priceBookId,
    });
    const outcome: Classified = {
      model: call.name,
      modelId: model.id,
      createdAt: new Date(),
      results: answer.results,
      tokens,
      amountMicros: usage?.amountMicros ?? 0n,
      latencyMs,
    };
    await context.finish?.(tx, outcome);
    return outcome;
  });
  observe(deps, call, { outcome: 'succeeded', tokens });
  return classified;
}

/** Gives the money back. A failure of its own is logged only: the hold then ends by its time. */
export async function recordFailure(deps: Deps, call: PendingCall, error: unknown): Promise<void> {
  const { principal, holdId, context } = call;
  const { organizationId } = principal;
  const isGone = context.signal.aborted;
  const code = isAppError(error) ? error.code : 'internal_error';
  const failure = isGone ? clientGone : { status: errorHttp[code].status, errorCode: code };
  const latencyMs = Math.round(performance.now() - call.startedAtMs);
  try {
    await withOrg(deps.db, organizationId, async (tx) => {
      await releaseHold(tx, { organizationId, holdId });
      await insertRequest(tx, call, { ...failure, tokens: 0, latencyMs });
    });
  } catch (reason) {
    deps.log.warn({ err: reason, requestId: context.requestId }, 'a failed call could not be recorded');
  }
  observe(deps, call, { outcome: isGone ? 'cancelled' : 'failed', tokens: 0 });
}

async function insertRequest(
  tx: OrgTransaction,
  { principal, found, inputs, context }: PendingCall,
  result: { status: number; errorCode: string | null; tokens: number; latencyMs: number },
): Promise<void> {
  const { organizationId, projectId, apiKeyId, userId } = principal;
  const { tokens: inputTokens, ...rest } = result;
  await tx.request.create({
    data: {
      ...{ id: context.requestId, organizationId, projectId, apiKeyId, userId, route: context.route },
      ...{ modelId: found.model.id, endpointId: found.endpointId, inputs: inputs.length, inputTokens },
      ...rest,
    },
  });
}

function observe(
  deps: Deps,
  { found, startedAtMs }: PendingCall,
  { outcome, tokens }: { outcome: 'succeeded' | 'failed' | 'cancelled'; tokens: number },
): void {
  deps.metrics.observeInference({
    model: found.model.baseModel,
    outcome,
    timeToFirstTokenMs: null,
    durationMs: performance.now() - startedAtMs,
    promptTokens: tokens,
    completionTokens: 0,
  });
}
