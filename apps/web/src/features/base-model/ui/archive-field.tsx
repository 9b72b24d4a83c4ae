'use client';

import { useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field, useField } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';

interface ArchiveFieldProps extends ArchiveChoiceProps {
  sizeBytesMax: number;
  error: string | undefined;
}

/** An archive on this machine, to be uploaded. */
export function ArchiveField({ sizeBytesMax, error, ...choice }: ArchiveFieldProps) {
  return (
    <Field
      label="Archive"
      help={`zip, tar or tar.gz with config.json, *.safetensors and tokenizer.json, up to ${formatBytes(sizeBytesMax)}.`}
      error={error}
    >
      <ArchiveChoice {...choice} />
    </Field>
  );
}

interface ArchiveChoiceProps {
  file: File | null;
  /** While one is being sent. */
  isBlocked: boolean;
  onFile: (file: File) => void;
}

/** A hint for the file dialog only: what a file is, is told by its content. */
const accept = '.zip,.tar,.tgz,.gz';

function ArchiveChoice({ file, isBlocked, onFile }: ArchiveChoiceProps) {
  const field = useField();
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Button onClick={() => input.current?.click()} blockedBecause={isBlocked ? 'It is being sent.' : null}>
        {file === null ? 'Choose an archive' : 'Choose another'}
      </Button>
      {file !== null && (
        <span className="min-w-0 truncate">
          {file.name} <span className="text-fg-3 tabular-nums">{formatBytes(file.size)}</span>
        </span>
      )}
      <input
        ref={input}
        id={field?.id}
        aria-describedby={field?.describedBy}
        type="file"
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen !== undefined) onFile(chosen);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
    </span>
  );
}
