import { constants } from 'node:fs';
import { copyFile, lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { chooseFiles } from './choose-files.ts';
import { checkImportSize, type ImportLimits } from './import-limits.ts';
import { importRefused } from './import-refused.ts';

export interface CopyFolderOptions {
  from: string;
  /** There and empty. */
  to: string;
  limits: ImportLimits;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Copies the files of a checkpoint; links that lead out of the folder are refused. */
export async function copyFolder({ from, to, limits, signal, onProgress }: CopyFolderOptions): Promise<void> {
  const root = await findFolder(from);
  const chosen = chooseFiles(await readdir(root));
  const files: { name: string; file: string; sizeBytes: number }[] = [];
  for (const name of chosen) files.push({ name, ...(await checkFile(root, name)) });
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  checkImportSize(total, limits);
  let done = 0;
  for (const { name, file, sizeBytes } of files) {
    signal.throwIfAborted();
    await copyFile(file, path.join(to, name), constants.COPYFILE_FICLONE);
    done += sizeBytes;
    onProgress(total === 0 ? 1 : done / total);
  }
}

async function findFolder(from: string): Promise<string> {
  if (!path.isAbsolute(from)) throw importRefused(`"${from}" is no absolute path of a folder on the worker's machine.`);
  const root = await realpath(from).catch((error: unknown) => {
    throw importRefused(`There is no folder ${from} on the worker's machine, or it may not read it.`, error);
  });
  if (!(await stat(root)).isDirectory())
    throw importRefused(`${from} is no folder. Name the one that holds config.json.`);
  return root;
}

async function checkFile(root: string, name: string): Promise<{ file: string; sizeBytes: number }> {
  const file = path.join(root, name);
  const real = (await lstat(file)).isSymbolicLink() ? await realpath(file) : file;
  if (path.dirname(real) !== root)
    throw importRefused(
      `${name} is a link to outside of the folder. Copy the folder with the files that its links point to (cp -rL).`,
    );
  const { size, isFile } = await statFile(real);
  if (!isFile) throw importRefused(`${name} is no file.`);
  return { file: real, sizeBytes: size };
}

async function statFile(file: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(file);
  return { size: found.size, isFile: found.isFile() };
}
