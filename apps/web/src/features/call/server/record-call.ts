import { recordCallWork } from '@modelmint/db/ledger/record-call-work';
import { releaseHold } from '@modelmint/db/ledger/release-hold';
import { settleUsage } from '@modelmint/db/ledger/settle-usage';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { errorHttp, isAppError } from '@modelmint/domain/errors';
import type { TokenCount } from '@modelmint/domain/wire/model-call';
import type { Deps } from '../../../deps.ts';
import type { Answered, Call, CallContext } from './call-context.ts';

/** A call whose money is held. */
export interface PendingCall<A> extends Call<A> {
  context: CallContext<Answered<A>>;
  startedAtMs: number;
  holdId: string;
  /** Of the worker that was asked last; none while nobody was. */
  workerKind?: string;
  price: { priceBookId: string; rateMicros: bigint };
}

/** What nginx calls a request whose client has gone. */
const clientGone = { status: 499, errorCode: 'client_disconnect' };
const noTokens: TokenCount = { prompt: 0, completion: 0 };

/** Request, usage and settled hold: all of it or nothing. */
export async function recordAnswer<A>(deps: Deps, call: PendingCall<A>, answer: A): Promise<Answered<A>> {
  const { found, context, name } = call;
  const tokens = call.count(answer);
  const latencyMs = Math.round(performance.now() - call.startedAtMs);
  const billed = billedTokens(deps, call, tokens);
  const answered = await withOrg(deps.db, call.principal.organizationId, async (tx) => {
    await insertRequest(tx, call, { status: 200, errorCode: null, tokens, latencyMs });
    const usage = await settle(tx, call, billed);
    await countWork(tx, call, latencyMs);
    const outcome: Answered<A> = {
      model: name,
      modelId: found.id,
      createdAt: new Date(),
      answer,
      promptTokens: tokens.prompt,
      completionTokens: tokens.completion,
      amountMicros: usage?.amountMicros ?? 0n,
      latencyMs,
    };
    await context.finish?.(tx, outcome);
    return outcome;
  });
  observe(deps, call, { outcome: 'succeeded', tokens });
  return answered;
}

function settle<A>(tx: OrgTransaction, { principal, found, holdId, price }: PendingCall<A>, tokens: number) {
  const { organizationId, projectId, apiKeyId, userId } = principal;
  return settleUsage(tx, {
    organizationId,
    projectId,
    ...(apiKeyId === null ? { userId } : { apiKeyId }),
    holdId,
    meter: 'inference',
    baseModel: found.baseModel,
    modelId: found.id,
    tokens: BigInt(tokens),
    rateMicros: price.rateMicros,
    priceBookId: price.priceBookId,
  });
}

/** What the call cost the operator, whoever is to blame for how it ended. */
async function countWork<A>(
  tx: OrgTransaction,
  { principal: { organizationId }, found: { baseModel }, workerKind }: PendingCall<A>,
  latencyMs: number,
): Promise<void> {
  if (workerKind !== undefined) await recordCallWork(tx, { organizationId, baseModel, workerKind, latencyMs });
}

/** Nobody pays more than was set aside, should a worker count more than the bound allows. */
function billedTokens<A>(deps: Deps, call: PendingCall<A>, { prompt, completion }: TokenCount): number {
  const counted = prompt + completion;
  if (counted > call.tokensMax)
    deps.log.warn(
      { requestId: call.context.requestId, counted, held: call.tokensMax },
      'a call had more tokens than were held',
    );
  return Math.min(counted, call.tokensMax);
}

/** Gives the money back. A failure of its own is logged only: the hold then ends by its time. */
export async function recordFailure<A>(deps: Deps, call: PendingCall<A>, error: unknown): Promise<void> {
  const { principal, holdId, context } = call;
  const { organizationId } = principal;
  const isGone = context.signal.aborted;
  const code = isAppError(error) ? error.code : 'internal_error';
  const failure = isGone ? clientGone : { status: errorHttp[code].status, errorCode: code };
  const latencyMs = Math.round(performance.now() - call.startedAtMs);
  try {
    await withOrg(deps.db, organizationId, async (tx) => {
      await releaseHold(tx, { organizationId, holdId });
      await insertRequest(tx, call, { ...failure, tokens: noTokens, latencyMs });
      await countWork(tx, call, latencyMs);
    });
  } catch (reason) {
    deps.log.warn({ err: reason, requestId: context.requestId }, 'a failed call could not be recorded');
  }
  observe(deps, call, { outcome: isGone ? 'cancelled' : 'failed', tokens: noTokens });
}

async function insertRequest<A>(
  tx: OrgTransaction,
  { principal, found, inputs, context }: PendingCall<A>,
  result: { status: number; errorCode: string | null; tokens: TokenCount; latencyMs: number },
): Promise<void> {
  const { organizationId, projectId, apiKeyId, userId } = principal;
  const { tokens, ...rest } = result;
  await tx.request.create({
    data: {
      ...{ id: context.requestId, organizationId, projectId, apiKeyId, userId, route: context.route },
      ...{ modelId: found.id, endpointId: found.endpointId, inputs },
      ...{ inputTokens: tokens.prompt, outputTokens: tokens.completion },
      ...rest,
    },
  });
}

function observe<A>(
  deps: Deps,
  { found, startedAtMs }: PendingCall<A>,
  { outcome, tokens }: { outcome: 'succeeded' | 'failed' | 'cancelled'; tokens: TokenCount },
): void {
  deps.metrics.observeInference({
    model: found.priceName,
    outcome,
    timeToFirstTokenMs: null,
    durationMs: performance.now() - startedAtMs,
    promptTokens: tokens.prompt,
    completionTokens: tokens.completion,
  });
}
