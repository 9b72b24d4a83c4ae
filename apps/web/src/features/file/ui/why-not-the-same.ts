import type { Translate } from '../../../i18n/translate.ts';
import { formatBytes } from '../../../ui/format.ts';
import type { UnfinishedUpload } from './unfinished-upload.ts';
import { uploadFingerprint } from './upload-fingerprint.ts';

interface ChosenAgain {
  projectId: string;
  upload: Pick<UnfinishedUpload, 'fileName' | 'sizeBytes' | 'key'>;
  file: Pick<File, 'name' | 'size' | 'lastModified'>;
}

/**
 * Why a chosen file is not the one whose upload stopped, or null when it is. Bytes of another file after those that are
 * here would make a file that nobody has.
 */
export function whyNotTheSame(
  { projectId, upload: { fileName, sizeBytes, key }, file }: ChosenAgain,
  t: Translate<'file'>,
): string | null {
  if (file.name !== fileName || file.size !== sizeBytes)
    return t('unfinished.other', {
      ...{ found: file.name, foundSize: formatBytes(file.size) },
      ...{ name: fileName, size: formatBytes(sizeBytes) },
    });
  if (key.includes(uploadFingerprint(projectId, file))) return null;
  return t('unfinished.changed', { name: fileName });
}
