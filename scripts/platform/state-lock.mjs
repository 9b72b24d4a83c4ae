import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the state folder for this process; two launchers would start two workers on one database unawares.
 * A lock whose process is gone is taken over. Returns the release.
 */
export function takeStateFolder(stateFolder) {
  mkdirSync(stateFolder, { recursive: true });
  const file = path.join(stateFolder, 'launcher.pid');
  for (let tries = 0; tries < 3; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner !== process.pid && isAlive(owner)) {
      throw new Error(
        `Modelmint already runs on ${stateFolder} (process ${owner}). Stop it with Ctrl-C or "kill ${owner}", or set MODELMINT_STATE to another folder.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new Error(`${file} cannot be taken: another launcher starts at the same moment`);
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    // A recycled pid is no launcher, and a zombie holds nothing.
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return /node|npm/.test(line) && !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
