import { buffer } from 'node:stream/consumers';
import { AppError } from '@modelmint/domain/errors';
import type { Storage } from '@modelmint/storage/storage';

/** How many rows of a split come before, and where their bytes end; without that they are counted from the first on. */
export interface ExamplePlace {
  row: number;
  byte: number | null;
}

/** `120.48211`, or `120` */
export function parsePlace(after: string | undefined): ExamplePlace {
  const [row = '0', byte] = (after ?? '0.0').split('.');
  return { row: Number(row), byte: byte === undefined ? null : Number(byte) };
}

export const formatPlace = (row: number, byte: number): string => `${row}.${byte}`;

/** Throws `invalid_value` where no line begins at the place. */
export async function checkPlace(storage: Storage, key: string, { byte }: ExamplePlace): Promise<void> {
  if (byte === null || byte === 0) return;
  const { sizeBytes } = (await storage.head(key)) ?? { sizeBytes: 0 };
  const range = { start: byte - 1, end: byte - 1 };
  const before = byte > sizeBytes ? '' : (await buffer(await storage.get(key, { range }))).toString();
  if (before === '\n') return;
  throw new AppError('invalid_value', 'There is no such row to go on from. Begin with the first.', { param: 'after' });
}
