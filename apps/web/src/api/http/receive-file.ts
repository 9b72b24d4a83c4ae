import { AppError } from '@modelmint/domain/errors';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { datasetSpecOf, readingFields } from '../../features/file/server/dataset-spec-of.ts';
import { FileFields } from '../../features/file/server/file-fields.ts';
import { readFileAllowance, type StoredFile, storeFile, tooLargeFile } from '../../features/file/server/store-file.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import type { ApiEnv } from './api-env.ts';
import { announcedLength } from './read-body.ts';
import { readMultipart } from './read-multipart.ts';

export interface ReceivedFile {
  stored: StoredFile;
  name: string;
  fields: FileFields;
}

/** What a form may hold besides its file. */
const formBytesMax = 4 * 1024 * 1024;

/** Streams the file of a form into storage; the fields may come after it. Nothing stays when the form is refused. */
export async function receiveFile(deps: Deps, c: Context<ApiEnv>, principal: Principal): Promise<ReceivedFile> {
  const allowance = await readFileAllowance(deps, principal);
  const announced = announcedLength(c.env.incoming);
  if (announced !== null && announced > allowance.sizeBytesMax + formBytesMax) throw tooLargeFile(allowance);
  let stored: StoredFile | null = null;
  try {
    const form = await readMultipart(c.env.incoming, async (body) => {
      stored = await storeFile(deps, principal, { body, allowance });
      return stored;
    });
    if (form.file === null)
      throw new AppError('missing_required_parameter', "Missing required parameter: 'file'.", { param: 'file' });
    return { stored: form.file.value, name: form.file.name, fields: readFields(form.fields) };
  } catch (error) {
    if (stored !== null) await deps.storage.delete((stored as StoredFile).storageKey);
    throw error;
  }
}

/** Names on the wire with ours; `purpose` first, so that it is missed first. */
const ownFields = [
  { wire: 'purpose', name: 'purpose' },
  { wire: 'task', name: 'task' },
  ...readingFields,
] as const satisfies { wire: string; name: keyof FileFields }[];
/** An empty field is one that was not filled in, but for these: empty, they say that none is read. */
const emptyFields: readonly string[] = ['rating_column', 'time_column'];
/** As the client writes them, for its errors. */
const FormFields = z.object(Object.fromEntries(ownFields.map(({ wire, name }) => [wire, FileFields.shape[name]])));

function readFields(form: ReadonlyMap<string, string>): FileFields {
  for (const name of form.keys())
    if (name.startsWith('expires_after'))
      throw new AppError('unsupported_parameter', 'Files do not expire here; delete them when they are not needed.', {
        param: 'expires_after',
      });
  const purpose = form.get('purpose');
  if (purpose !== undefined && !FileFields.shape.purpose.safeParse(purpose).success)
    throw new AppError('invalid_value', `The purpose must be 'fine-tune', 'batch', 'base-model' or 'user_data'.`, {
      param: 'purpose',
    });
  const given = ownFields.flatMap(({ wire, name }) => {
    const value = form.get(wire);
    return value === undefined || (value === '' && !emptyFields.includes(wire)) ? [] : [{ wire, name, value }];
  });
  parseInput(FormFields, Object.fromEntries(given.map(({ wire, value }) => [wire, value])));
  const fields = parseInput(FileFields, Object.fromEntries(given.map(({ name, value }) => [name, value])));
  datasetSpecOf(fields);
  return fields;
}
