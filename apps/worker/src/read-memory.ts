import { readFileSync } from 'node:fs';
import os from 'node:os';
import { readResidentBytes } from './train/read-resident-bytes.ts';

export interface WorkerMemory {
  /** Resident, of this process and all below it; null where the system does not say (not Linux). */
  memoryBytes: number | null;
  /** Of the machine, or of the container where it has a limit. */
  memoryBytesTotal: number;
}

export function readMemory(): WorkerMemory {
  const limit = process.constrainedMemory();
  const total = os.totalmem();
  return {
    memoryBytes: residentBelow(process.pid),
    memoryBytesTotal: limit !== undefined && limit > 0 && limit < total ? limit : total,
  };
}

function residentBelow(pid: number): number | null {
  const own = readResidentBytes(pid);
  if (own === null) return null;
  return childrenOf(pid).reduce((sum, child) => sum + (residentBelow(child) ?? 0), own);
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
