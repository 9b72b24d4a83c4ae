import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { openSafetensors } from '@modelmint/ml/weights/open-safetensors';
import type { LoadOptions } from './load-options.ts';
import { tooLarge } from './memory-errors.ts';

const bytesPerNumber = 4;
/** What a byte of JSON takes once it is read: short texts and numbers in lists, each with a place in a map. */
export const jsonGrowth = 8;

/**
 * Of a model that was trained here from scratch, before it is read: of what never fits, nothing is to fill the memory.
 *
 * @throws AppError `engine_overloaded` for what is larger than the memory, `invalid_state` for weights that are damaged.
 */
export async function checkModelFiles({ folder, memoryBytesMax }: LoadOptions): Promise<void> {
  let bytes = 0;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (name.endsWith('.safetensors')) bytes += bytesPerNumber * (await countNumbers(file));
    else if (name.endsWith('.json')) bytes += jsonGrowth * (await stat(file)).size;
  }
  if (bytes > memoryBytesMax) throw tooLarge(bytes, memoryBytesMax);
}

/** Whatever their type is, they are read as one of four bytes. */
async function countNumbers(file: string): Promise<number> {
  try {
    const { tensors, close } = await openSafetensors(file);
    await close();
    return tensors.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError('invalid_state', error.message, { cause: error }); // our own file, not the customer's upload
  }
}
