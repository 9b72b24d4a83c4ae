'use client';

import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';

interface DropZoneProps {
  onFile: (file: File) => void;
  /** What may be put here: formats and the largest size. */
  children: ReactNode;
  error: string | null;
  /** Of the field, for screen readers. */
  label?: string;
}

/** A hint for the file dialog only: what a file is, is told by its content. */
const accept = '.jsonl,.ndjson,.json,.csv,.tsv,.txt,.gz,.zip';

export function DropZone({ onFile, children, error, label }: DropZoneProps) {
  const t = useTranslations('file');
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) onFile(file);
  };
  const takeEarly = useEffectEvent(() => take(input.current?.files ?? null));
  // One that was chosen before the page was alive; nobody has heard of it.
  useEffect(() => takeEarly(), []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={t('drop.file')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        'grid justify-items-center gap-1 rounded-lg border border-dashed px-6 py-10 text-center',
        isOver ? 'border-accent-edge bg-accent-soft' : 'border-line-control bg-surface',
      )}
    >
      <Icon of={Upload} size={20} className="mb-1 text-fg-3" />
      <p className="font-medium">{t('drop.title')}</p>
      <p id={id} className="max-w-[52ch] text-balance text-fg-2">
        {children}
      </p>
      <input
        ref={input}
        type="file"
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        aria-label={label ?? t('drop.label')}
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      <div className="mt-3">
        <Button onClick={() => input.current?.click()} aria-describedby={id}>
          {t('drop.choose')}
        </Button>
      </div>
      {error && (
        <p role="alert" className="mt-2 max-w-[60ch] text-small text-pretty text-danger">
          {error}
        </p>
      )}
    </section>
  );
}
