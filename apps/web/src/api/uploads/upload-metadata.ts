import { AppError } from '@modelmint/domain/errors';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { z } from 'zod';
import { datasetSpecOf } from '../../features/file/server/dataset-spec-of.ts';
import { FileFields } from '../../features/file/server/file-fields.ts';

/** What an upload carries from its creation to its end. The last three are written by us, whatever a client sends. */
export const UploadMetadata = z.object({
  projectId: z.string().min(1).max(64),
  filename: z.string().max(500).default('data'),
  ...FileFields.shape,
  fileId: z.string(),
  organizationId: z.string(),
  userId: z.string(),
});
export type UploadMetadata = z.output<typeof UploadMetadata>;

const Asked = UploadMetadata.omit({ fileId: true, organizationId: true, userId: true });
/** An empty text is one that was not given, but for these: empty, they say that none is read. */
const emptyFields: readonly string[] = ['ratingColumn', 'timeColumn'];

export function readAsked(metadata: Record<string, string | null> | undefined): z.output<typeof Asked> {
  if (Object.values(metadata ?? {}).some((value) => value?.includes('\0')))
    throw new AppError('invalid_value', 'The metadata of the upload holds a NUL character.');
  const given = Object.entries(metadata ?? {})
    .map(([name, value]) => [name, value ?? ''] as const)
    .filter(([name, value]) => value !== '' || emptyFields.includes(name));
  const asked = parseInput(Asked, Object.fromEntries(given));
  datasetSpecOf(asked);
  return asked;
}

export function readStored(metadata: Record<string, string | null> | undefined): UploadMetadata {
  const stored = UploadMetadata.safeParse(metadata);
  if (stored.success) return stored.data;
  throw new AppError('internal_error', 'The metadata of an upload cannot be read.');
}

/** tus keeps strings only. */
export function toStrings(metadata: UploadMetadata): Record<string, string> {
  const pairs = Object.entries(metadata).filter(([, value]) => value !== undefined);
  const toText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return Object.fromEntries(pairs.map(([name, value]) => [name, toText(value)]));
}
