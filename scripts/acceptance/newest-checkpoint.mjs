import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The path of the whole checkpoint with the highest step below a folder; null before the first. */
export function newestCheckpoint(folder) {
  if (!existsSync(folder)) return null;
  const steps = readdirSync(folder).flatMap((name) => /^step-(\d+)$/.exec(name)?.[1] ?? []);
  return steps.length === 0 ? null : path.join(folder, `step-${Math.max(...steps.map(Number))}`);
}
