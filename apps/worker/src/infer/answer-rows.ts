import { setTimeout as pause } from 'node:timers/promises';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { askRow, type InferenceAsk, type InferenceRow } from '@modelmint/domain/inference-ask';
import { isRowsFault, type RowOutcome, rowErrorOf } from '@modelmint/domain/inference-line';
import { servingPaths } from '@modelmint/domain/serving-contract';
import type { AskedCall } from '@modelmint/domain/wire/call-route';
import type { WorkerDeps } from '../deps.ts';
import { backgroundAnswersMax } from '../serve/work-queues.ts';
import { callServing, isBusy, type ServingQuestion } from './call-serving.ts';
import { type CallGroup, groupCalls } from './group-calls.ts';

/** While one is computed, the next one is on its way. */
const otherLanes = 2;
const busyPauseMs = { first: 250, last: 5_000 };
/** After so long with nobody to answer, others have their turn. */
const busyMsMax = 60_000;

export interface AnsweredRow {
  row: InferenceRow;
  outcome: RowOutcome;
  tokens: { prompt: number; completion: number };
}

/** Thrown when the models are busy with other work for long. */
export class StillBusy extends Error {}

const noTokens = { prompt: 0, completion: 0 };

/**
 * Answers rows in their order. A row's own fault is its outcome; what is ours is thrown. When `signal` is aborted, those
 * that have their answer by then come back.
 */
export async function answerRows(
  deps: WorkerDeps,
  { ask, startedAt }: { ask: InferenceAsk; startedAt: Date },
  { rows, signal }: { rows: readonly InferenceRow[]; signal: AbortSignal },
): Promise<AnsweredRow[]> {
  const found = new Map<InferenceRow, AnsweredRow>();
  const keep = (row: InferenceRow, answered: Omit<AnsweredRow, 'row'>) => found.set(row, { row, ...answered });
  const calls: { of: InferenceRow; call: AskedCall }[] = [];
  for (const row of rows) {
    const asked = askOne(ask, row);
    if ('call' in asked) calls.push({ of: row, call: asked.call });
    else keep(row, { outcome: asked, tokens: noTokens });
  }
  const { called, model } = ask;
  const answerOf = (call: AskedCall, answer: unknown): Omit<AnsweredRow, 'row'> => {
    const { tokens, toObject } = call.readAnswer(answer);
    return { tokens, outcome: { object: toObject({ model, modelId: called.id, createdAt: startedAt }) } };
  };
  await inLanes(groupCalls(calls), signal, async (group, laneSignal) => {
    for await (const { row, call, reply } of askGroup(deps, group, laneSignal))
      keep(row, 'error' in reply ? { outcome: reply, tokens: noTokens } : answerOf(call, reply.answer));
  });
  return rows.flatMap((row) => found.get(row) ?? []);
}

function askOne(ask: InferenceAsk, row: InferenceRow): { call: AskedCall } | Extract<RowOutcome, { error: unknown }> {
  if (row.error !== null) return { error: row.error };
  try {
    return { call: askRow(ask, row) };
  } catch (error) {
    if (isRowsFault(error)) return { error: rowErrorOf(error) };
    throw error;
  }
}

type Group = CallGroup<InferenceRow>;
interface Reply {
  row: InferenceRow;
  call: AskedCall;
  reply: { answer: unknown } | Extract<RowOutcome, { error: unknown }>;
}

/** One question for all of them; when that is refused, each is asked by itself, so that only those at fault have an error. */
async function* askGroup(deps: WorkerDeps, group: Group, signal: AbortSignal): AsyncGenerator<Reply> {
  try {
    const parts = group.split(await askPatiently(deps, group, signal));
    for (const [i, { of, call }] of group.calls.entries()) yield { row: of, call, reply: { answer: parts[i] } };
  } catch (error) {
    if (!isRowsFault(error)) throw error;
    const [only] = group.calls;
    if (only === undefined) return;
    if (group.calls.length > 1) for (const one of group.calls) yield* askGroup(deps, alone(one), signal);
    else yield { row: only.of, call: only.call, reply: { error: clientError(only.call, error) } };
  }
}

function alone(one: Group['calls'][number]): Group {
  const [group] = groupCalls([one]);
  if (group === undefined) throw new RangeError('one call is one group');
  return group;
}

function clientError({ toClientError }: AskedCall, error: AppError) {
  const named = toClientError(error);
  return rowErrorOf(isAppError(named) ? named : error);
}

/** Waits while the models are busy or on their way; throws `StillBusy` after a minute of that. */
async function askPatiently(deps: WorkerDeps, question: ServingQuestion, signal: AbortSignal): Promise<unknown> {
  const since = performance.now();
  for (let waitMs = busyPauseMs.first; ; waitMs = Math.min(2 * waitMs, busyPauseMs.last)) {
    try {
      return await callServing(deps, question, signal);
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() - since > busyMsMax) throw new StillBusy('the models are busy', { cause: error });
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    }
  }
}

/** Runs groups a few at a time. An abort from outside lets what is finished stand; a failure stops the others. */
async function inLanes(
  groups: readonly Group[],
  signal: AbortSignal,
  run: (group: Group, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failing = new AbortController();
  const both = AbortSignal.any([signal, failing.signal]);
  const queue = groups.values();
  let failure: { reason: unknown } | null = null;
  const runLane = async (): Promise<void> => {
    for (const group of queue) {
      if (both.aborted) return;
      try {
        await run(group, both);
      } catch (error) {
        if (both.aborted) return;
        failure ??= { reason: error };
        failing.abort(new AppError('worker_lost', 'another row has failed'));
      }
    }
  };
  const lanes = groups[0]?.path === servingPaths.generate ? backgroundAnswersMax : otherLanes;
  await Promise.all(Array.from({ length: Math.min(lanes, groups.length) }, runLane));
  const found = failure as { reason: unknown } | null;
  if (found !== null && !signal.aborted) throw found.reason;
}
