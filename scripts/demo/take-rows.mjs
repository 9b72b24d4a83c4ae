import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/**
 * The first `limit` rows of a JSON Lines or CSV file, packed or not, as a new unpacked file in `folder`; with no limit
 * the file itself. Returns its path.
 */
export async function takeRows({ file, limit, folder }) {
  if (limit === undefined) return file;
  const name = path.basename(file).replace(/\.gz$/i, '');
  const target = path.join(folder, `first-${limit}-${name}`);
  const source = file.toLowerCase().endsWith('.gz')
    ? createReadStream(file).pipe(createGunzip())
    : createReadStream(file);
  const rows = /\.(csv|tsv)$/i.test(name) ? csvRows(source, limit) : lineRows(source, limit);
  await pipeline(rows, createWriteStream(target));
  return target;
}

async function* lineRows(source, limit) {
  let taken = 0;
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    yield `${line}\n`;
    taken += 1;
    if (taken === limit) return;
  }
}

/** A CSV record may hold line breaks: counted by a parser, written again with every field quoted. */
async function* csvRows(source, limit) {
  const { parse } = await import('csv-parse');
  const delimiter = [',', ';', '\t', '|'];
  let taken = 0;
  for await (const record of source.pipe(parse({ bom: true, delimiter, relax_column_count: true, to: limit + 1 }))) {
    yield `${record.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\n`;
    taken += 1;
    if (taken > limit) return; // the header is one of them
  }
}
