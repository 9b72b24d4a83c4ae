'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field, useField } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';

interface CheckpointFieldProps extends CheckpointChoiceProps {
  sizeBytesMax: number;
  error: string | undefined;
}

/** An archive on this machine, or the files of a checkpoint, to be uploaded. */
export function CheckpointField({ sizeBytesMax, error, ...choice }: CheckpointFieldProps) {
  const t = useTranslations('baseModel');
  return (
    <Field label={t('files.label')} help={t('files.help', { max: formatBytes(sizeBytesMax) })} error={error}>
      <CheckpointChoice {...choice} />
    </Field>
  );
}

interface CheckpointChoiceProps {
  files: readonly File[];
  /** While they are being sent. */
  isBlocked: boolean;
  onFiles: (files: readonly File[]) => void;
}

function CheckpointChoice({ files, isBlocked, onFiles }: CheckpointChoiceProps) {
  const t = useTranslations('baseModel');
  const field = useField();
  const input = useRef<HTMLInputElement>(null);
  const [first] = files;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Button onClick={() => input.current?.click()} blockedBecause={isBlocked ? t('files.sending') : null}>
        {t(first === undefined ? 'files.choose' : 'files.chooseOthers')}
      </Button>
      {first !== undefined && (
        <span className="min-w-0 truncate" title={files.map(({ name }) => name).join(', ')}>
          {files.length === 1 ? first.name : t('files.count', { count: files.length })}{' '}
          <span className="text-fg-3 tabular-nums">{formatBytes(bytes)}</span>
        </span>
      )}
      <input
        ref={input}
        id={field?.id}
        aria-describedby={field?.describedBy}
        type="file"
        multiple
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          if (chosen.length > 0) onFiles(chosen);
          // The same files may be chosen again.
          event.target.value = '';
        }}
      />
    </span>
  );
}
