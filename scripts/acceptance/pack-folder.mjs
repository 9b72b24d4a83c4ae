import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';

/** The files of a folder, without those below it, as a .tar.gz. */
export async function packFolder(folder, archive) {
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 1 }), createWriteStream(archive));
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const { size, mode } = await stat(file);
    if (!(await stat(file)).isFile()) continue;
    await pipeline(createReadStream(file), tar.entry({ name, size, mode }));
  }
  tar.finalize();
  await written;
}

/** Unpacks a .tar.gz of one folder flat into `folder`, and returns it. */
export async function unpackArchive(bytes, folder) {
  await mkdir(folder, { recursive: true });
  const tar = extract();
  const fed = pipeline(Readable.from([bytes]), createGunzip(), tar);
  for await (const entry of tar) {
    if (entry.header.type !== 'file') {
      entry.resume();
      continue;
    }
    await pipeline(entry, createWriteStream(path.join(folder, path.basename(entry.header.name))));
  }
  await fed;
  return folder;
}
