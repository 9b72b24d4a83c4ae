'use client';

import { FileText, Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
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
  const t = useTranslations('file');
  const translate = useProblemTranslator();
  const { phase, fileName, sentBytes, totalBytes, error, requestId } = progress;
  const canPause = phase === 'sending' || phase === 'starting' || phase === 'offline';
  return (
    <Panel title={t('upload.crumb')} aside={<span>{t(`phase.${phase}`)}</span>}>
      <div className="flex items-center gap-2">
        <Icon of={FileText} className="text-fg-3" />
        <span className="min-w-0 truncate font-medium">{fileName}</span>
        <span className="ml-auto text-lead font-medium tabular-nums">{percentSent(progress)}%</span>
      </div>
      <div className="mt-2">
        <Progress
          label={t('status.of', { name: fileName })}
          share={totalBytes === 0 ? 0 : sentBytes / totalBytes}
          isLarge
          left={t('status.sent', { sent: formatBytes(sentBytes), total: formatBytes(totalBytes) })}
          right={paceOf(progress, t)}
        />
      </div>
      {phase === 'offline' && (
        <div className="mt-3">
          <Note tone="warning">{t('status.offline')}</Note>
        </div>
      )}
      {error && (
        <div className="mt-3">
          <Note
            tone="danger"
            isAlert
            action={requestId ? <CopyId id={requestId} what={t('status.requestId')} /> : undefined}
          >
            {translate(error)}
          </Note>
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2 max-md:[&>*]:flex-1">
        {canPause && (
          <Button onClick={onPause} icon={<Icon of={Pause} />}>
            {t('status.pause')}
          </Button>
        )}
        {(phase === 'paused' || phase === 'failed') && (
          <Button onClick={onResume} icon={<Icon of={Play} />}>
            {phase === 'paused' ? t('status.resume') : t('status.again')}
          </Button>
        )}
        {phase !== 'done' && phase !== 'finishing' && (
          <Button variant="danger" onClick={onCancel}>
            {t('status.cancel')}
          </Button>
        )}
      </div>
      <p className="mt-3 text-small text-pretty text-fg-3">{t('status.reload')}</p>
    </Panel>
  );
}

function paceOf(progress: UploadProgress, t: Translate<'file'>): string {
  const { phase, bytesPerSecond } = progress;
  if (phase === 'finishing') return t('status.storing');
  if (phase !== 'sending' || bytesPerSecond === null) return '';
  const left = secondsLeft(progress);
  const speed = `${formatBytes(bytesPerSecond)}/s`;
  return left === null ? speed : t('status.left', { speed, time: formatDuration(Math.max(1, left) * 1000) });
}
