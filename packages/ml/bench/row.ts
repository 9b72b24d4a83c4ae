import type { ChildProgram } from './arm-process.ts';

/** One thing that is measured, ours and the others' side by side. */
export interface Row {
  /** For `--only`. */
  name: string;
  about: string;
  /** What a rate counts: `tokens/s`. */
  unit: string;
  /** Makes what the arms read, in an empty folder that is removed after the row. */
  prepare(folder: string): Promise<void>;
  ours(folder: string): ChildProgram;
  peers: readonly Peer[];
}

export interface Peer {
  name: string;
  /** Our rate over the peer's must be at least this. */
  goal: number;
  /** Modules of Python without which it is left out. */
  pythonModules?: readonly string[];
  /** Why it cannot run here, or null. */
  findObstacle?(): string | null;
  /** @param python as it was given or found; only for a peer that names modules of it */
  program(folder: string, python: string): ChildProgram;
}
