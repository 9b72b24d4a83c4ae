'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { formatBytes } from '../../../ui/format.ts';
import { ChosenFile } from './chosen-file.tsx';
import { DropZone } from './drop-zone.tsx';
import { UnfinishedUploads } from './unfinished-uploads.tsx';
import { UploadStatus } from './upload-status.tsx';
import { useUpload } from './use-upload.ts';

interface UploadDataProps {
  projectId: string;
  sizeBytesMax: number;
  /** What sets the limit. */
  limitedBy: 'file_size' | 'storage';
}

/** From a file on this machine to a data set that is being checked. */
export function UploadData({ projectId, sizeBytesMax, limitedBy }: UploadDataProps) {
  const t = useTranslations('file');
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<string | null>(null);
  const upload = useUpload(projectId, (datasetId) =>
    router.push(`/projects/${projectId}/data${datasetId === null ? '' : `/${datasetId}`}`),
  );
  const limit = formatBytes(sizeBytesMax);
  const choose = (chosen: File) => {
    const refusal = refusalOf(chosen, { sizeBytesMax, limitedBy, t });
    setError(refusal);
    if (refusal === null) setFile(chosen);
  };
  if (upload.progress !== null) {
    return (
      <UploadStatus
        progress={upload.progress}
        onPause={upload.pause}
        onResume={upload.resume}
        onCancel={upload.cancel}
      />
    );
  }
  if (file !== null) {
    return <ChosenFile file={file} onUpload={(fields) => upload.start(file, fields)} onDrop={() => setFile(null)} />;
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <UnfinishedUploads projectId={projectId} onFile={(again) => upload.start(again, {})} />
      <DropZone onFile={choose} error={error}>
        {t(limitedBy === 'storage' ? 'upload.whatLeft' : 'upload.what', { limit })}
      </DropZone>
    </div>
  );
}

function refusalOf(
  file: File,
  { sizeBytesMax, limitedBy, t }: Omit<UploadDataProps, 'projectId'> & { t: Translate<'file'> },
): string | null {
  if (file.size === 0) return t('upload.empty', { name: file.name });
  if (file.size <= sizeBytesMax) return null;
  const facts = { name: file.name, size: formatBytes(file.size), max: formatBytes(sizeBytesMax) };
  return t(limitedBy === 'storage' ? 'upload.noSpace' : 'upload.tooLarge', facts);
}
