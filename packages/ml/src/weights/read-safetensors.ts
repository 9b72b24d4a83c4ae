import { AppError, isAppError } from '@modelmint/domain/errors';
import type { NamedWeights } from './named-weights.ts';
import { openSafetensors } from './open-safetensors.ts';

/**
 * Reads a file that this program wrote, as float32, in the order of its values.
 *
 * @throws AppError `invalid_state` when the file is missing, cut off, damaged or of another kind; the message says how.
 */
export async function readSafetensors(file: string): Promise<NamedWeights[]> {
  try {
    return await readAll(file);
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError('invalid_state', error.message, { cause: error }); // our own file, so not the customer's upload
  }
}

async function readAll(file: string): Promise<NamedWeights[]> {
  const source = await openSafetensors(file);
  try {
    const weights: NamedWeights[] = [];
    for (const { name, shape } of source.tensors)
      weights.push({ name, shape: [...shape], values: await source.readFloat32(name) });
    return weights;
  } finally {
    await source.close();
  }
}
