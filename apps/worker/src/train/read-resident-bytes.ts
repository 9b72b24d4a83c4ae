import { readFileSync } from 'node:fs';

const pageBytes = 4096;

/** Resident memory of a process, native libraries included; null where the system does not say (not Linux), or gone. */
export function readResidentBytes(pid: number): number | null {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return pages === undefined ? null : Number(pages) * pageBytes;
  } catch {
    return null;
  }
}
