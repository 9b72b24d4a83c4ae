import { open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { foreignFormat, headSize, toSafetensors } from '../weights/foreign-format.ts';

const weightsLike = /\.(?:bin|pt|pth|ckpt|pkl|pickle|joblib|h5|keras|msgpack|gguf|onnx|npz|npy)(?:\.index\.json)?$/i;

/**
 * Says what stands in the place of the safetensors that a folder lacks.
 *
 * @throws AppError `invalid_file` when one of the folder's files holds weights of a kind that is not accepted.
 */
export async function refuseOtherWeights(folder: string, names: readonly string[]): Promise<void> {
  const others = names.filter((one) => weightsLike.test(one)).sort();
  const name = others.find((one) => /model/i.test(one)) ?? others[0]; // rather than training_args.bin
  if (name === undefined) return;
  const what = await foreignOf(path.join(folder, name));
  throw new AppError(
    'invalid_file',
    `${path.basename(folder)} has no safetensors, only ${name}, which ${what ?? `is not accepted; ${toSafetensors}`}`,
  );
}

async function foreignOf(file: string): Promise<string | undefined> {
  const handle = await open(file);
  try {
    if (!(await handle.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headSize), 0, headSize, 0);
    return foreignFormat(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
