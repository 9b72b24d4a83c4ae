'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
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
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<string | null>(null);
  const upload = useUpload(projectId, (datasetId) =>
    router.push(`/projects/${projectId}/data${datasetId === null ? '' : `/${datasetId}`}`),
  );
  const limit = formatBytes(sizeBytesMax);
  const choose = (chosen: File) => {
    const refusal = refusalOf(chosen, { sizeBytesMax, limitedBy });
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
        JSON Lines, CSV or running text, plain or packed with gzip, or a zip archive of images, up to {limit}
        {limitedBy === 'storage' ? ', which is what your storage has left' : ''}.
      </DropZone>
    </div>
  );
}

function refusalOf(file: File, { sizeBytesMax, limitedBy }: Omit<UploadDataProps, 'projectId'>): string | null {
  if (file.size === 0) return `${file.name} is empty. Choose a file with examples.`;
  if (file.size <= sizeBytesMax) return null;
  const mend =
    limitedBy === 'storage'
      ? 'Delete data that you do not need, or choose a larger plan.'
      : 'Split it, pack texts with gzip, or choose a larger plan.';
  return `${file.name} has ${formatBytes(file.size)}; ${formatBytes(sizeBytesMax)} are allowed. ${mend}`;
}
