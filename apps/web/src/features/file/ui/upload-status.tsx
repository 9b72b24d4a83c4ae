'use client';

import { FileText, Pause, Play } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { percentSent, secondsLeft, type UploadProgress } from './upload-progress.ts';

interface UploadStatusProps {
  progress: UploadProgress;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
}

/** One file on its way: how far, how fast, and the ways to stop it. */
export function UploadStatus({ progress, onPause, onResume, onCancel }: UploadStatusProps) {
  const { phase, fileName, sentBytes, totalBytes, error, requestId } = progress;
  const canPause = phase === 'sending' || phase === 'starting' || phase === 'offline';
  return (
    <Panel title="Upload" aside={<span>{words[phase]}</span>}>
      <div className="flex items-center gap-2">
        <Icon of={FileText} className="text-fg-3" />
        <span className="min-w-0 truncate font-medium">{fileName}</span>
        <span className="ml-auto text-lead font-medium tabular-nums">{percentSent(progress)}%</span>
      </div>
      <div className="mt-2">
        <Progress
          label={`Upload of ${fileName}`}
          share={totalBytes === 0 ? 0 : sentBytes / totalBytes}
          isLarge
          left={`${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`}
          right={paceOf(progress)}
        />
      </div>
      {phase === 'offline' && (
        <div className="mt-3">
          <Note tone="warning">
            The network is gone. The upload goes on by itself when it is back; nothing has to be sent again.
          </Note>
        </div>
      )}
      {error && (
        <div className="mt-3">
          <Note tone="danger" isAlert action={requestId ? <CopyId id={requestId} what="request id" /> : undefined}>
            {error}
          </Note>
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2 max-md:[&>*]:flex-1">
        {canPause && (
          <Button onClick={onPause} icon={<Icon of={Pause} />}>
            Pause upload
          </Button>
        )}
        {(phase === 'paused' || phase === 'failed') && (
          <Button onClick={onResume} icon={<Icon of={Play} />}>
            {phase === 'paused' ? 'Resume upload' : 'Try again'}
          </Button>
        )}
        {phase !== 'done' && phase !== 'finishing' && (
          <Button variant="danger" onClick={onCancel}>
            Cancel upload
          </Button>
        )}
      </div>
      <p className="mt-3 text-small text-pretty text-fg-3">
        You may reload or close this page: choose the same file here later, and the upload goes on where it was.
      </p>
    </Panel>
  );
}

const words = {
  starting: 'connecting',
  sending: 'sending',
  paused: 'paused',
  offline: 'waiting for the network',
  finishing: 'storing the file',
  done: 'done',
  failed: 'stopped',
} as const satisfies Record<UploadProgress['phase'], string>;

function paceOf(progress: UploadProgress): string {
  const { phase, bytesPerSecond } = progress;
  if (phase === 'finishing') return 'Storing and naming it';
  if (phase !== 'sending' || bytesPerSecond === null) return '';
  const left = secondsLeft(progress);
  const speed = `${formatBytes(bytesPerSecond)}/s`;
  return left === null ? speed : `${speed}, ${formatDuration(Math.max(1, left) * 1000)} left`;
}
