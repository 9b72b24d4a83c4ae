import { buffer } from 'node:stream/consumers';
import { AppError } from '@modelmint/domain/errors';
import type { Storage } from '@modelmint/storage/storage';

/** How many rows of a split come before, and where their bytes end; without that they are counted from the first on. */
export interface ExamplePlace {
  row: number;
  byte: number | null;
}

/** `120.48211.2`, or `120`. Throws `invalid_value` for a place in another version, whose rows have other numbers. */
export function parsePlace(after: string | undefined, version: number): ExamplePlace {
  if (after === undefined) return { row: 0, byte: 0 };
  const [row, byte, of] = after.split('.').map(Number);
  if (of !== undefined && of !== version) throw noSuchPlace();
  return { row: row ?? 0, byte: byte ?? null };
}

export const formatPlace = ({ row, byte, version }: { row: number; byte: number; version: number }): string =>
  `${row}.${byte}.${version}`;

const noSuchPlace = () =>
  new AppError('invalid_value', 'There is no such row to go on from. Begin with the first.', { param: 'after' });

/** Throws `invalid_value` where no line begins at the place. */
export async function checkPlace(storage: Storage, key: string, { byte }: ExamplePlace): Promise<void> {
  if (byte === null || byte === 0) return;
  const { sizeBytes } = (await storage.head(key)) ?? { sizeBytes: 0 };
  const range = { start: byte - 1, end: byte - 1 };
  const before = byte > sizeBytes ? '' : (await buffer(await storage.get(key, { range }))).toString();
  if (before === '\n') return;
  throw noSuchPlace();
}
