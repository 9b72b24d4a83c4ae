import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';

/** @throws AppError `invalid_state` when the folder lacks the file. */
export async function readModelFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    const { dir, base } = path.parse(file);
    throw new AppError('invalid_state', `${path.basename(dir)} is no model: it has no ${base}`, { cause });
  }
}
