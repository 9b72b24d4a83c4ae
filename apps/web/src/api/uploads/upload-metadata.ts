import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import { FileFields } from '../../features/file/server/create-file.ts';
import { parseInput } from '../http/parse-input.ts';

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

export function readAsked(metadata: Record<string, string | null> | undefined): z.output<typeof Asked> {
  if (Object.values(metadata ?? {}).some((value) => value?.includes('\0')))
    throw new AppError('invalid_value', 'The metadata of the upload holds a NUL character.');
  const given = Object.entries(metadata ?? {}).filter(([, value]) => value !== null && value !== '');
  return parseInput(Asked, Object.fromEntries(given));
}

export function readStored(metadata: Record<string, string | null> | undefined): UploadMetadata {
  const stored = UploadMetadata.safeParse(metadata);
  if (stored.success) return stored.data;
  throw new AppError('internal_error', 'The metadata of an upload cannot be read.');
}

/** tus keeps strings only. */
export function toStrings(metadata: UploadMetadata): Record<string, string> {
  const pairs = Object.entries(metadata).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}
