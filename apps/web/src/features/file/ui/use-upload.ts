'use client';

import { useEffect, useRef, useState } from 'react';
import type { UploadFields } from './upload-fields.ts';
import type { UploadProgress } from './upload-progress.ts';
import { UploadRun } from './upload-run.ts';

interface UploadControl {
  /** Null while nothing is being sent. */
  progress: UploadProgress | null;
  start: (file: File, fields: UploadFields) => void;
  pause: () => void;
  resume: () => void;
  /** Stops and has the server forget what it got. */
  cancel: () => void;
}

/** The upload of this page. Leaving the page stops the sending; what was sent can be resumed. */
export function useUpload(
  projectId: string,
  onDone: (datasetId: string | null, fileId: string | null) => void,
): UploadControl {
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const run = useRef<UploadRun | null>(null);
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => () => run.current?.close(), []);
  const fail = (error: unknown) => {
    // i18n-ignore: the page says it in the language of the reader.
    const message = error instanceof Error ? error.message : 'The upload could not be changed.';
    setProgress((now) => now && { ...now, phase: 'failed', error: message });
  };
  return {
    progress,
    start: (file, fields) => {
      const next = new UploadRun({
        projectId,
        file,
        fields,
        onProgress: setProgress,
        onDone: (datasetId, fileId) => latest.current(datasetId, fileId),
      });
      run.current = next;
      next.start().catch(fail);
    },
    pause: () => {
      run.current?.pause().catch(fail);
    },
    resume: () => run.current?.resume(),
    cancel: () => {
      const stopped = run.current;
      run.current = null;
      setProgress(null);
      // The server drops uploads that nobody goes on with, should it not hear this.
      stopped?.cancel().catch(() => undefined);
    },
  };
}
