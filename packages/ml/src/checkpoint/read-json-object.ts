import { open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON file of a model's folder, which may be a stranger's.
 *
 * @throws AppError `invalid_file` when it is missing, larger than `sizeMax` bytes, or no JSON object in UTF-8.
 */
export async function readJsonObject(file: string, sizeMax: number): Promise<JsonObject> {
  const bytes = await readLimited(file, sizeMax);
  const { dir, base } = path.parse(file);
  const refuse = (what: string, cause?: unknown) =>
    new AppError('invalid_file', `${base} in ${path.basename(dir)} ${what}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refuse('is cut off or no JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('is no JSON object');
  return value as JsonObject;
}

async function readLimited(file: string, sizeMax: number): Promise<Buffer> {
  const { dir, base } = path.parse(file);
  const folder = path.basename(dir);
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new AppError('invalid_file', `${folder} has no ${base}`, { cause });
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new AppError('invalid_file', `${base} in ${folder} is no file`);
    if (stat.size > sizeMax)
      throw new AppError('invalid_file', `${base} in ${folder} has ${stat.size} bytes; the limit is ${sizeMax}`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
