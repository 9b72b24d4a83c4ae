import { checkpointFilesMax } from '@modelmint/domain/base-model';
import type { Translate } from '../../../i18n/translate.ts';
import { formatBytes } from '../../../ui/format.ts';

type Chosen = Pick<File, 'name' | 'size'>;

/** By its name; what it is, the worker tells by its content. */
export function isArchive(files: readonly Pick<File, 'name'>[]): boolean {
  const [only] = files;
  return files.length === 1 && only !== undefined && /\.(zip|tar|tgz|gz)$/i.test(only.name);
}

/** Why these are not sent, or null; what is in them, the worker checks. */
export function refusalOfFiles(
  t: Translate<'baseModel'>,
  files: readonly Chosen[],
  sizeBytesMax: number,
): string | null {
  const empty = files.find(({ size }) => size === 0);
  if (empty !== undefined) return t('files.empty', { name: empty.name });
  const large = files.find(({ size }) => size > sizeBytesMax);
  if (large !== undefined)
    return t('files.large', {
      name: large.name,
      size: formatBytes(large.size),
      max: formatBytes(sizeBytesMax),
    });
  if (isArchive(files)) return null;
  if (files.length > checkpointFilesMax) return t('files.many', { count: files.length, max: checkpointFilesMax });
  const has = (test: RegExp) => files.some(({ name }) => test.test(name));
  const missing = has(/^config\.json$/) ? (has(/\.safetensors$/) ? null : '*.safetensors') : 'config.json';
  return missing && t('files.missing', { missing });
}
