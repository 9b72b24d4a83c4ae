import { AppError, type ErrorCode } from '@modelmint/domain/errors';
import { deadlineHeader } from '@modelmint/domain/serving-contract';

const deadlineMsDefault = 60_000;
const deadlineMsMax = 600_000;

/** Answered with 504. */
export class PassedDeadline extends Error {
  readonly code: ErrorCode;

  constructor(isWarm: boolean, deadlineMs: number) {
    super(
      isWarm
        ? `The call was not answered within ${deadlineMs} ms: the serving process is busy.`
        : `The model was not loaded within ${deadlineMs} ms. Call again: it goes on loading.`,
    );
    this.code = isWarm ? 'engine_overloaded' : 'model_loading';
  }
}

/** Milliseconds from now. */
export function readDeadline(text: string | undefined): number {
  if (text === undefined) return deadlineMsDefault;
  const ms = Number(text);
  if (!Number.isFinite(ms) || ms <= 0)
    throw new AppError('invalid_value', `${deadlineHeader} is "${text}"; it is the number of milliseconds from now.`);
  return Math.min(ms, deadlineMsMax);
}

/**
 * Aborts at the deadline, and when the caller has gone. `end` is to be called when the call has its answer; with `renew`
 * the time begins anew.
 */
export function deadlineSignal(
  ms: number,
  { caller, isWarm }: { caller: AbortSignal; isWarm: () => boolean },
): { signal: AbortSignal; renew: () => void; end: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new PassedDeadline(isWarm(), Math.round(ms))), ms);
  timer.unref();
  return {
    signal: AbortSignal.any([controller.signal, caller]),
    renew: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}
