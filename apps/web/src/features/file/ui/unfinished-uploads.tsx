'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { discardUpload, findUnfinishedUploads, type UnfinishedUpload } from './unfinished-upload.ts';
import { percentSent } from './upload-progress.ts';
import { whyNotTheSame } from './why-not-the-same.ts';

interface UnfinishedUploadsProps {
  projectId: string;
  /** The file, chosen again: a browser does not keep it over a reload. */
  onFile: (file: File) => void;
}

/** Uploads of an earlier page that can go on. */
export function UnfinishedUploads({ projectId, onFile }: UnfinishedUploadsProps) {
  const [uploads, setUploads] = useState<UnfinishedUpload[]>([]);
  useEffect(() => {
    let isShown = true;
    findUnfinishedUploads(projectId).then(
      (found) => {
        if (isShown) setUploads(found);
      },
      // Without an answer nothing is offered; choosing the same file resumes it all the same.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [projectId]);
  const discard = (upload: UnfinishedUpload) => {
    setUploads((shown) => shown.filter(({ key }) => key !== upload.key));
    // The server drops uploads that nobody goes on with, should it not hear this.
    discardUpload(upload).catch(() => undefined);
  };
  return uploads.map((upload) => (
    <UnfinishedRow
      key={upload.key}
      projectId={projectId}
      upload={upload}
      onFile={onFile}
      onDiscard={() => discard(upload)}
    />
  ));
}

interface UnfinishedRowProps {
  projectId: string;
  upload: UnfinishedUpload;
  onFile: (file: File) => void;
  onDiscard: () => void;
}

function UnfinishedRow({ projectId, upload, onFile, onDiscard }: UnfinishedRowProps) {
  const t = useTranslations('file');
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const { fileName, sizeBytes, sentBytes } = upload;
  const percent = percentSent({ sentBytes, totalBytes: sizeBytes });
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    const reason = whyNotTheSame({ projectId, upload, file }, t);
    if (reason === null) onFile(file);
    else setError(reason);
  };
  return (
    <Note
      tone={error ? 'warning' : 'info'}
      action={
        <>
          <Button size="small" onClick={() => input.current?.click()}>
            {t('unfinished.resume', { name: fileName, percent })}
          </Button>
          <Button size="small" variant="ghost" onClick={onDiscard}>
            {t('unfinished.discard')}
          </Button>
          <input
            ref={input}
            type="file"
            className="sr-only"
            tabIndex={-1}
            aria-label={t('unfinished.file', { name: fileName })}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </>
      }
    >
      {error ??
        t.rich('unfinished.detail', {
          b: (chunks) => <b>{chunks}</b>,
          name: fileName,
          sent: formatBytes(sentBytes),
          total: formatBytes(sizeBytes),
        })}
    </Note>
  );
}
