import { setTimeout as pause } from 'node:timers/promises';

/** Resolves once `url` answers 2xx; rejects with the last reason after `ms`, and at once when `giveUp()` says why. */
export async function waitUntilReady(url, { ms = 60_000, headers = {}, giveUp = () => undefined } = {}) {
  const since = performance.now();
  let reason = 'no answer';
  while (performance.now() - since < ms) {
    const hopeless = giveUp();
    if (hopeless) throw new Error(hopeless);
    try {
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
      reason = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
    } catch (error) {
      reason = error.cause?.message ?? error.message;
    }
    await pause(100);
  }
  throw new Error(`${url} is not ready after ${Math.round(ms / 1000)} s: ${reason}`);
}
