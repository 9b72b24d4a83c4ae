import type { AppError } from '@modelmint/domain/errors';
import { importRefused } from './import-refused.ts';

/** An archive that was looked through once. */
export interface Archive {
  /** Its files; folders are not among them. */
  entries: readonly { name: string; sizeBytes: number }[];
  /** Writes the entries of these names to these paths. `count` gets the bytes as they come, and throws to stop. */
  extract(targets: ReadonlyMap<string, string>, count: (bytes: number) => void): Promise<void>;
  close(): Promise<void>;
}

export function isLink(name: string): AppError {
  return importRefused(`The archive holds a link ("${name.slice(0, 100)}"). Pack the files that it points to instead.`);
}

export function tooMany(found: number, most: number): AppError {
  return importRefused(`The archive holds ${found} entries; at most ${most} are read. Pack the checkpoint alone.`);
}
