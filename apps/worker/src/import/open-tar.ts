import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { type Archive, isLink, tooMany } from './archive.ts';
import { countBytes } from './count-bytes.ts';
import { importRefused } from './import-refused.ts';

const fileTypes: readonly string[] = ['file', 'contiguous-file'];

/** A tar has no table of contents: it is read once for its names, and again for its files. */
export async function openTar(
  file: string,
  { isCompressed, entriesMax, sizeBytesMax }: { isCompressed: boolean; entriesMax: number; sizeBytesMax: number },
): Promise<Archive> {
  const entries: { name: string; sizeBytes: number }[] = [];
  let found = 0;
  let unpacked = 0;
  await readEntries({ file, isCompressed }, async (header, body) => {
    found += 1;
    if (found > entriesMax) throw tooMany(found, entriesMax);
    if (header.type === 'symlink' || header.type === 'link') throw isLink(header.name);
    if (header.type === 'directory') return;
    if (!fileTypes.includes(header.type))
      throw importRefused(
        `The archive holds a ${header.type} ("${header.name.slice(0, 100)}"). Pack plain files only.`,
      );
    for await (const chunk of body) {
      unpacked += chunk.length;
      if (unpacked > sizeBytesMax * 2)
        throw importRefused(`The archive unpacks to more than ${sizeBytesMax * 2} bytes. Pack the checkpoint alone.`);
    }
    entries.push({ name: header.name, sizeBytes: header.size });
  });
  return {
    entries,
    extract: (targets, count) =>
      readEntries({ file, isCompressed }, async (header, body) => {
        const target = targets.get(header.name);
        if (target !== undefined) await pipeline(body, countBytes(count), createWriteStream(target));
      }),
    close: async () => undefined,
  };
}

/** Calls `read` for one entry after the other; what it leaves unread is skipped. */
async function readEntries(
  { file, isCompressed }: { file: string; isCompressed: boolean },
  read: (header: Header, body: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const unpacking = extract();
  const source = createReadStream(file);
  const feeding = isCompressed ? pipeline(source, createGunzip(), unpacking) : pipeline(source, unpacking);
  const reading = (async () => {
    try {
      for await (const entry of unpacking) {
        await read(entry.header, entry as AsyncIterable<Buffer>);
        entry.resume();
      }
    } catch (error) {
      source.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  })();
  const [fed, done] = await Promise.allSettled([feeding, reading]);
  if (done.status === 'rejected') throw done.reason;
  if (fed.status === 'rejected') throw fed.reason;
}
