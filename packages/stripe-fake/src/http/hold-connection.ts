import { setTimeout as wait } from 'node:timers/promises';

/** Says nothing for `holdMs`, or until the client gives up or the server closes. */
export async function holdConnection(client: AbortSignal, closing: AbortSignal, holdMs: number): Promise<void> {
  const ended = AbortSignal.any([client, closing]);
  try {
    await wait(holdMs, undefined, { signal: ended });
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}
