import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';
import { type Archive, isLink, tooMany } from './archive.ts';
import { countBytes } from './count-bytes.ts';
import { importRefused } from './import-refused.ts';

/** Bits of a Unix mode in the upper half of the attributes. */
const typeMask = 0o170_000;
const linkType = 0o120_000;

export async function openZip(file: string, { entriesMax }: { entriesMax: number }): Promise<Archive> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  if (zip.entryCount > entriesMax) throw tooMany(zip.entryCount, entriesMax);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (((entry.externalFileAttributes >>> 16) & typeMask) === linkType) throw isLink(entry.fileName);
    if (entry.isEncrypted()) throw importRefused('The archive is encrypted. Make it again without a password.');
    if (entries.push(entry) > entriesMax) throw tooMany(entries.length, entriesMax);
  }
  return {
    entries: entries
      .filter(({ fileName }) => !fileName.endsWith('/'))
      .map(({ fileName: name, uncompressedSize: sizeBytes }) => ({ name, sizeBytes })),
    extract: async (targets, count) => {
      for (const entry of entries) {
        const target = targets.get(entry.fileName);
        // yauzl fails when an entry unpacks to another size than the archive says.
        if (target !== undefined)
          await pipeline(await zip.openReadStreamPromise(entry), countBytes(count), createWriteStream(target));
      }
    },
    close: async () => zip.close(),
  };
}
