import { open } from 'node:fs/promises';
import path from 'node:path';
import { isAppError } from '@modelmint/domain/errors';
import type { Archive } from './archive.ts';
import { chooseFiles } from './choose-files.ts';
import { checkImportSize, type ImportLimits } from './import-limits.ts';
import { importRefused } from './import-refused.ts';
import { openTar } from './open-tar.ts';
import { openZip } from './open-zip.ts';

export interface UnpackOptions {
  archivePath: string;
  /** There and empty; gets the files of the one checkpoint. */
  folder: string;
  limits: ImportLimits;
  onProgress?: (share: number) => void;
}

const headBytes = 512;
const tarMagicAt = 257;

/**
 * Unpacks the one checkpoint of a zip, tar or tar.gz, which lies at its top or in one folder. Everything else in it
 * stays packed. Throws `invalid_file` for what may reach outside, unpacks to too much, is damaged, or holds no or
 * several checkpoints.
 */
export async function unpackArchive({ archivePath, folder, limits, onProgress }: UnpackOptions): Promise<void> {
  const archive = await refusingDamage(() => openArchive(archivePath, limits));
  try {
    const root = findRoot(archive.entries.map(({ name }) => checkName(name)));
    const inRoot = archive.entries.filter(({ name }) => isChild(plain(name), root));
    const byName = new Map(inRoot.map((entry) => [plain(entry.name).slice(root.length), entry]));
    if (byName.size < inRoot.length) throw importRefused('The archive holds two files of one name. Pack it again.');
    const chosen = chooseFiles([...byName.keys()]);
    const total = chosen.reduce((sum, name) => sum + (byName.get(name)?.sizeBytes ?? 0), 0);
    checkImportSize(total, limits);
    const targets = new Map(chosen.map((name) => [byName.get(name)?.name ?? name, path.join(folder, name)]));
    let done = 0;
    const count = (bytes: number) => {
      done += bytes;
      checkImportSize(done, limits);
      onProgress?.(total === 0 ? 1 : Math.min(1, done / total));
    };
    await refusingDamage(() => archive.extract(targets, count));
  } finally {
    await archive.close();
  }
}

async function openArchive(file: string, { entriesMax, sizeBytesMax }: ImportLimits): Promise<Archive> {
  const head = await readHead(file);
  const text = head.toString('latin1');
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return openZip(file, { entriesMax });
  const isCompressed = text.startsWith('\x1f\x8b');
  if (isCompressed || text.startsWith('ustar', tarMagicAt))
    return openTar(file, { isCompressed, entriesMax, sizeBytesMax });
  throw importRefused('The file is no zip, tar or tar.gz archive. Pack the files of the checkpoint into one.');
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Without the `./` that tar puts before names. */
function plain(name: string): string {
  return name.replace(/^(\.\/)+/, '');
}

function checkName(name: string): string {
  const own = plain(name);
  if (own.startsWith('/') || /^[A-Za-z]:/.test(own) || /[\\\0]/.test(own) || own.split('/').includes('..'))
    throw importRefused(`The archive names a path outside of itself ("${name.slice(0, 100)}"). Pack it again.`);
  return own;
}

function isChild(name: string, root: string): boolean {
  return name.startsWith(root) && !name.slice(root.length).includes('/');
}

/** The folder of the checkpoint, with its slash: the top, or the one folder there that has a config.json. */
function findRoot(names: readonly string[]): string {
  const seen = names.filter((name) => !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'));
  if (seen.some((name) => /^(adapter_)?config\.json$/.test(name))) return '';
  const roots = new Set(seen.flatMap((name) => /^([^/]+\/)(?:adapter_)?config\.json$/.exec(name)?.[1] ?? []));
  const [only, second] = roots;
  if (second !== undefined)
    throw importRefused(
      `The archive holds ${roots.size} checkpoints (${[...roots].slice(0, 5).join(', ')}). Pack one of them.`,
    );
  return only ?? '';
}

/** What the readers throw over damaged bytes becomes words. */
async function refusingDamage<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // A full disk or a lost file is not the archive's fault; zlib's codes are.
    if (isAppError(error) || (/^E[A-Z]+$/.test(code) && code !== 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw importRefused(`The archive is cut off or damaged (${why.slice(0, 200)}). Pack and upload it again.`, error);
  }
}
