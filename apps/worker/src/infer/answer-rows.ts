import { setTimeout as pause } from 'node:timers/promises';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { askRow, type InferenceAsk, type InferenceRow, type RowError } from '@modelmint/domain/inference-ask';
import { isRowsFault, type RowOutcome, rowErrorOf } from '@modelmint/domain/inference-line';
import { servingPaths } from '@modelmint/domain/serving-contract';
import type { AskedCall } from '@modelmint/domain/wire/call-route';
import type { WorkerDeps } from '../deps.ts';
import { backgroundAnswersMax } from '../serve/work-queues.ts';
import { backgroundDeadlineMs, callServing, isBusy, TooSlow } from './call-serving.ts';
import { type CallGroup, groupCalls } from './group-calls.ts';

/** While one is computed, the next one is on its way. */
const otherLanes = 2;
const busyPauseMs = { first: 250, last: 5_000 };
/** After so long with nobody to answer, others have their turn; longer while another row of the chunk is being answered. */
const busyMsMax = { alone: 60_000, besideOthers: 300_000 };
/** A row that is too slow for its deadline so often gets no answer; without an end, the job would stand before it for ever. */
const slowTries = 3;

export interface AnsweredRow {
  row: InferenceRow;
  outcome: RowOutcome;
  tokens: { prompt: number; completion: number };
}

export interface AnswerOptions {
  rows: readonly InferenceRow[];
  signal: AbortSignal;
  /** Of each question. */
  deadlineMs?: number | undefined;
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
  { rows, signal, deadlineMs = backgroundDeadlineMs }: AnswerOptions,
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
  const progress = { at: performance.now(), inFlight: 0 };
  await inLanes(groupCalls(calls), signal, async (group, laneSignal) => {
    for await (const { row, call, reply } of askGroup(deps, group, { signal: laneSignal, deadlineMs, progress }))
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

interface Asking {
  signal: AbortSignal;
  deadlineMs: number;
  /** Of all lanes: when the last answer came, and how many are asking now. */
  progress: { at: number; inFlight: number };
}

/**
 * One question for all of them; when that is refused or too slow, each is asked by itself, so that only those at fault have
 * an error.
 */
async function* askGroup(deps: WorkerDeps, group: Group, asking: Asking): AsyncGenerator<Reply> {
  try {
    const parts = group.split(await askPatiently(deps, group, asking));
    for (const [i, { of, call }] of group.calls.entries()) yield { row: of, call, reply: { answer: parts[i] } };
  } catch (error) {
    const isSlow = error instanceof TooSlow;
    if (!isSlow && !isRowsFault(error)) throw error;
    const [only] = group.calls;
    if (only === undefined) return;
    if (group.calls.length > 1) for (const one of group.calls) yield* askGroup(deps, alone(one), asking);
    else {
      const found = isSlow ? slowRow(asking) : clientError(only.call, error);
      yield { row: only.of, call: only.call, reply: { error: found } };
    }
  }
}

function slowRow({ deadlineMs }: Asking): RowError {
  const message = `It was asked ${slowTries} times and not answered within ${Math.round(deadlineMs / 1000)} s. Ask for fewer tokens, or put fewer inputs into one line.`;
  return { code: 'engine_overloaded', message, param: null };
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

/** Waits while the models are busy or on their way; throws `StillBusy` after a minute of that, and `TooSlow`. */
async function askPatiently(deps: WorkerDeps, group: Group, asking: Asking): Promise<unknown> {
  const { signal, deadlineMs, progress } = asking;
  const since = performance.now();
  let slow = group.calls.length > 1 ? slowTries - 1 : 0;
  for (let waitMs = busyPauseMs.first; ; waitMs = Math.min(2 * waitMs, busyPauseMs.last)) {
    progress.inFlight++;
    try {
      const answer = await callServing(deps, group, { signal, deadlineMs });
      progress.at = performance.now();
      return answer;
    } catch (error) {
      if (error instanceof TooSlow && ++slow < slowTries) continue;
      if (!isBusy(error)) throw error;
      const waited = performance.now() - Math.max(since, progress.at);
      if (waited > (progress.inFlight > 1 ? busyMsMax.besideOthers : busyMsMax.alone))
        throw new StillBusy('the models are busy', { cause: error });
    } finally {
      progress.inFlight--;
    }
    await pause(waitMs, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
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
