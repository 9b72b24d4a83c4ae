import { rm } from 'node:fs/promises';

/** Which checkpoints of a run lie on the disk. */
export interface KeptCheckpoints {
  /** The last two; a reader may still be at the one before. */
  recent: string[];
  bestFolder: string | undefined;
}

/** Takes the newest in and removes what is neither of the last two nor the best. */
export async function dropOldCheckpoints(kept: KeptCheckpoints, folder: string, isBest: boolean): Promise<void> {
  const before = [...kept.recent, kept.bestFolder].filter((one) => one !== undefined);
  kept.recent = [...kept.recent, folder].slice(-2);
  if (isBest) kept.bestFolder = folder;
  const wanted = new Set([...kept.recent, kept.bestFolder]);
  for (const one of new Set(before)) if (!wanted.has(one)) await rm(one, { recursive: true, force: true });
}
