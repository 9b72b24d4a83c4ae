import { open } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from './read-json-object.ts';

export const cardFile = 'README.md';
/** The head of a card is at its beginning; the rest is not read. */
const headSizeMax = 256 << 10;
const lengthMax = 200;
/** All that `.` stops at: an expression that ends in `.*$` never has to look for another way through a line. */
const lineEnd = /\r\n|[\n\r\u2028\u2029]/;

/**
 * What the model's card says its licence is: `license`, or `license_name` where that says `other`; else `license` of
 * config.json. Null where nothing says anything.
 */
export async function readLicence(folder: string, config: JsonObject): Promise<string | null> {
  const fields = cardFields(await readHead(path.join(folder, cardFile)));
  const [licence, name] = [fields.get('license'), fields.get('license_name')];
  const said = licence === undefined || licence === 'other' ? (name ?? licence) : licence;
  const found = said ?? config.license;
  if (typeof found !== 'string') return null;
  const plain = found.replace(/\s+/g, ' ').trim();
  return plain === '' ? null : plain.slice(0, lengthMax);
}

async function readHead(file: string): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return '';
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headSizeMax), 0, headSizeMax, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Plain fields of the YAML between two lines of `---`; of a list, its first. No other YAML is understood. */
function cardFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const [first, ...lines] = text.replace(/^\uFEFF/, '').split(lineEnd);
  if (first !== '---') return fields;
  let listOf: string | undefined;
  for (const line of lines) {
    if (line === '---') break;
    const [, name, value = ''] = /^([a-z_]+):\s*(.*)$/.exec(line) ?? [];
    const [, item] = /^\s*-\s+(.+)$/.exec(line) ?? [];
    if (name !== undefined) {
      listOf = value === '' ? name : undefined;
      if (value !== '') fields.set(name, unquote(value.replace(/^\[\s*([^,\]]*).*$/, '$1')));
    } else if (item !== undefined && listOf !== undefined) {
      fields.set(listOf, unquote(item));
      listOf = undefined;
    }
  }
  return fields;
}

function unquote(text: string): string {
  const [, , inner] = /^(["'])(.*?)\1/.exec(text.trim()) ?? [];
  return inner ?? text.replace(/\s#.*$/, '').trim();
}
