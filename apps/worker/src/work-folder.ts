import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A folder of this process below `root`. Those of processes that were killed are removed. */
export function openWorkFolder(root: string, workerId: string): string {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(root)) {
    const pid = /^(\d+)-wrk_/.exec(name)?.[1];
    if (pid !== undefined && !isAnotherAlive(Number(pid)))
      rmSync(path.join(root, name), { recursive: true, force: true });
  }
  const folder = path.join(root, `${process.pid}-${workerId}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function isAnotherAlive(pid: number): boolean {
  // Ours, before we have a folder: in a container every start gets the number of the one before.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
