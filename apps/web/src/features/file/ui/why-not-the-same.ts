import { formatBytes } from '../../../ui/format.ts';
import type { UnfinishedUpload } from './unfinished-upload.ts';
import { uploadFingerprint } from './upload-fingerprint.ts';

/**
 * Why a chosen file is not the one whose upload stopped, or null when it is. Bytes of another file after those that are
 * here would make a file that nobody has.
 */
export function whyNotTheSame(
  projectId: string,
  { fileName, sizeBytes, key }: Pick<UnfinishedUpload, 'fileName' | 'sizeBytes' | 'key'>,
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
): string | null {
  if (file.name !== fileName || file.size !== sizeBytes)
    return `That is ${file.name} with ${formatBytes(file.size)}. Choose ${fileName} with ${formatBytes(sizeBytes)}.`;
  if (key.includes(uploadFingerprint(projectId, file))) return null;
  return `This ${fileName} was changed after its upload began. Choose the unchanged file, or discard the upload and send this one.`;
}
