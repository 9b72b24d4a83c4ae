import { checkpointFilesMax } from '@modelmint/domain/base-model';
import { formatBytes } from '../../../ui/format.ts';

type Chosen = Pick<File, 'name' | 'size'>;

/** By its name; what it is, the worker tells by its content. */
export function isArchive(files: readonly Pick<File, 'name'>[]): boolean {
  const [only] = files;
  return files.length === 1 && only !== undefined && /\.(zip|tar|tgz|gz)$/i.test(only.name);
}

/** Why these are not sent, or null; what is in them, the worker checks. */
export function refusalOfFiles(files: readonly Chosen[], sizeBytesMax: number): string | null {
  const empty = files.find(({ size }) => size === 0);
  if (empty !== undefined) return `${empty.name} is empty. Choose the files of a checkpoint, or an archive with them.`;
  const large = files.find(({ size }) => size > sizeBytesMax);
  if (large !== undefined)
    return `${large.name} has ${formatBytes(large.size)}; ${formatBytes(sizeBytesMax)} are allowed. Choose a larger plan, or import from the hub.`;
  if (isArchive(files)) return null;
  if (files.length > checkpointFilesMax)
    return `${files.length} files are too many; a checkpoint has at most ${checkpointFilesMax}.`;
  const has = (test: RegExp) => files.some(({ name }) => test.test(name));
  const missing = has(/^config\.json$/) ? (has(/\.safetensors$/) ? null : 'no *.safetensors') : 'no config.json';
  return missing && `There is ${missing} among them. Choose all files of the checkpoint at once, or an archive.`;
}
