import { currentPrice } from '@modelmint/db/ledger/current-price';
import { holdMoney } from '@modelmint/db/ledger/hold-money';
import { withOrg } from '@modelmint/db/with-org';
import { rateMicros } from '@modelmint/domain/money';
import { splitWords } from '@modelmint/domain/split-words';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { findModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { CallContext, Classified } from './call-context.ts';
import { callWorker } from './call-worker.ts';
import { type PendingCall, recordAnswer, recordFailure } from './record-call.ts';
import { correctCall, type MeteredCall, takeCall } from './take-call.ts';

export const inputsMax = 2_048;
const textCharactersMax = 50_000;
const deadlineMsMax = 60_000;
/** Long enough for the slowest call to be settled after its deadline. */
const holdSlackMs = 5 * 60_000;

const text = z
  .string()
  .max(textCharactersMax, `at most ${textCharactersMax} characters`)
  .refine((value) => value.trim() !== '', 'the text is empty');

export const Classify = z.object({
  model: z.string().min(1).max(300),
  input: z.union([text, z.array(text).min(1).max(inputsMax)]),
  top_k: z.number().int().min(1).max(1_000).default(1),
});
export type Classify = z.output<typeof Classify>;

/**
 * One metered call: limits, hold, worker, then answer, usage and settled hold in one transaction. A call that fails,
 * or whose client has gone, costs nothing.
 */
export async function classify(
  deps: Deps,
  principal: Principal,
  { model: name, input, top_k }: Classify,
  context: CallContext,
): Promise<Classified> {
  requirePermission(principal, 'model.call');
  const startedAtMs = performance.now();
  const found = await findModel(deps, principal, name);
  const inputs = typeof input === 'string' ? [input] : input;
  const { projectId, apiKeyId } = principal;
  const call: MeteredCall = {
    ...context.limits,
    projectId,
    apiKeyId,
    modelId: found.model.id,
    tokens: countTokens(inputs),
  };
  await takeCall(deps, call, context.onRate);
  const pending: PendingCall = {
    principal,
    found,
    name,
    inputs,
    context,
    startedAtMs,
    ...(await hold(deps, principal, { call, found, context })),
  };
  const classified = await answer(deps, pending, top_k).catch(async (error: unknown) => {
    await recordFailure(deps, pending, error);
    await correctCall(deps, call, 0);
    throw error;
  });
  await correctCall(deps, call, classified.tokens);
  return classified;
}

async function answer(deps: Deps, pending: PendingCall, topK: number): Promise<Classified> {
  const { id: modelId, storagePrefix } = pending.found.model;
  const request = { modelId, storagePrefix, inputs: [...pending.inputs], topK };
  const { signal } = pending.context;
  return recordAnswer(deps, pending, await callWorker(deps, request, { deadlineMs: deadlineMsMax, signal }));
}

/** At least what the model counts: it may stop at the length that it was trained for. */
function countTokens(inputs: readonly string[]): number {
  return inputs.reduce((sum, one) => sum + Math.max(1, splitWords(one).length), 0);
}

async function hold(
  deps: Deps,
  { organizationId, projectId }: Principal,
  { call, found, context }: { call: MeteredCall; found: PendingCall['found']; context: CallContext },
) {
  return withOrg(deps.db, organizationId, async (tx) => {
    const price = await currentPrice(tx, { meter: 'inference', baseModel: found.model.baseModel });
    const { holdId } = await holdMoney(tx, {
      organizationId,
      projectId,
      key: `request:${context.requestId}`,
      amountMicros: rateMicros(BigInt(call.tokens), price.rateMicros),
      expiresAt: new Date(Date.now() + deadlineMsMax + holdSlackMs),
    });
    return { holdId, price };
  });
}
