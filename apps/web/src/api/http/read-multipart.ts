import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { AppError } from '@modelmint/domain/errors';
import { cutOff, refuseEncoding } from './read-body.ts';

export interface MultipartFile<T> {
  name: string;
  /** What `onFile` made of its bytes. */
  value: T;
}

export interface Multipart<T> {
  fields: Map<string, string>;
  file: MultipartFile<T> | null;
}

const fieldsMax = 50;
const fieldBytesMax = 64 * 1024;

/**
 * Streams the one file of a form to `onFile`, and collects its fields in whatever order they come.
 * A body that is cut off, or is no form, fails `onFile`'s stream too, so that nothing half-read is kept.
 */
export async function readMultipart<T>(
  incoming: IncomingMessage,
  onFile: (body: Readable) => Promise<T>,
): Promise<Multipart<T>> {
  refuseEncoding(incoming);
  const form = openForm(incoming);
  const fields = new Map<string, string>();
  let reading: Promise<MultipartFile<T>> | null = null;
  let current: Readable | null = null;
  const parsed = new Promise<void>((resolve, reject) => {
    form.on('field', (name, value, _isNameCut, isValueCut) => {
      if (isValueCut) reject(invalid(`The field '${name}' is longer than ${fieldBytesMax} bytes.`, name));
      if (value.includes('\0')) reject(invalid(`The field '${name}' holds a NUL character.`, name));
      fields.set(name, value);
    });
    form.on('file', (field, body, name) => {
      // Whoever reads it has failed already; without a listener the error would end the process.
      body.on('error', () => undefined);
      if (field !== 'file' || name === undefined) {
        body.resume();
        reject(invalid(`The form has a file in the field '${field}'; send it as 'file'.`, field));
        return;
      }
      current = body;
      reading = onFile(body).then((value) => ({ name: unescapeName(name), value }));
      reading.catch(reject);
    });
    form.on('filesLimit', () => reject(invalid('The form has more than one file.', 'file')));
    form.on('fieldsLimit', () => reject(invalid(`The form has more than ${fieldsMax} fields.`)));
    form.on('partsLimit', () => reject(invalid('The form has too many parts.')));
    form.on('finish', resolve);
    form.on('error', (error) => reject(invalid(`The form cannot be read: ${String(error)}.`)));
    incoming.on('error', (error) => reject(cutOff(error)));
    incoming.on('close', () => {
      if (!incoming.complete) reject(cutOff());
    });
    incoming.pipe(form);
  });
  try {
    await parsed;
    return { fields, file: await (reading as Promise<MultipartFile<T>> | null) };
  } catch (error) {
    incoming.unpipe(form);
    (current as Readable | null)?.destroy(error instanceof Error ? error : new Error('The form cannot be read.'));
    await Promise.allSettled([reading]);
    throw error;
  }
}

/** Browsers and fetch write exactly these three so in the name of a file. */
function unescapeName(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
}

function openForm(incoming: IncomingMessage) {
  const { 'content-type': type = '' } = incoming.headers;
  if (!/^multipart\/form-data\s*(;|$)/i.test(type))
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data.');
  try {
    return new Busboy({
      headers: incoming.headers as BusboyHeaders,
      defParamCharset: 'utf8',
      limits: { fields: fieldsMax, fieldSize: fieldBytesMax, files: 1, parts: fieldsMax + 2, headerPairs: 50 },
    } as ConstructorParameters<typeof Busboy>[0]);
  } catch (error) {
    throw invalid(`The form cannot be read: ${error instanceof Error ? error.message : 'no boundary'}.`);
  }
}

function invalid(message: string, param?: string): AppError {
  return new AppError('invalid_value', message, param === undefined ? {} : { param });
}
