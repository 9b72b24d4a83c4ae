import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is not undefined. Rejects after `ms` with what was waited for. */
export async function waitFor(what, ask, { ms = 60_000, everyMs = 200 } = {}) {
  const since = performance.now();
  while (performance.now() - since < ms) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(everyMs);
  }
  throw new Error(`${what} did not happen within ${Math.round(ms / 1000)} s`);
}
