import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A holder touches its file this often; a file untouched for `staleMs` belongs to nobody. */
const touchMs = 2_000;
const staleMs = 8_000;

/**
 * Runs `work` while no other process holds `file`: two clones share one cache. Waits for another holder, and takes
 * over from one that was killed (its file is no longer touched).
 */
export async function holdLock({ file, onWait, waitMs = 500 }, work) {
  let isTold = false;
  while (!take(file)) {
    const holder = readHolder(file);
    if (holder !== undefined && holder.ageMs > staleMs) {
      rmSync(file, { force: true });
      continue;
    }
    if (!isTold) onWait(holder?.pid ?? 'another process');
    isTold = true;
    await wait(waitMs);
  }
  const touch = setInterval(() => {
    const now = new Date();
    utimesSync(file, now, now);
  }, touchMs);
  touch.unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file) {
  try {
    return { pid: readFileSync(file, 'utf8'), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined; // let go between the two looks
    throw error;
  }
}
