import { breathe } from '../fitting/breathe.ts';

/** So long others wait at most, but for one slice. */
const turnMs = 5;

/** Runs a computation to its end, with messages let in between. Rejects with the signal's reason. */
export async function runInSlices<Result>(
  slices: Iterator<undefined, Result>,
  signal?: AbortSignal | undefined,
): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
    if (performance.now() - since < turnMs) continue;
    await breathe();
    signal?.throwIfAborted();
    since = performance.now();
  }
}
