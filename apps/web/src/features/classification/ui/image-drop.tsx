'use client';

import { ImageUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { ChosenImage } from './read-image.ts';

interface ImageDropProps {
  /** What was sent last. */
  image: ChosenImage | null;
  problem: string | null;
  onFile: (file: File) => void;
}

/** Takes an image by drop or button, and shows it. */
export function ImageDrop({ image, problem, onFile }: ImageDropProps) {
  const t = useTranslations('classification');
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={t('image.area')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        'grid min-h-60 content-center justify-items-center gap-2 rounded-md border border-dashed px-4 py-4 text-center',
        isOver ? 'border-accent-edge bg-accent-soft' : 'border-line-control',
      )}
    >
      {image === null ? (
        <>
          <Icon of={ImageUp} size={20} className="text-fg-3" />
          <p className="font-medium">{t('image.drop')}</p>
          <p className="text-fg-2">{t('image.formats')}</p>
        </>
      ) : (
        <>
          {/* biome-ignore lint/performance/noImgElement: it lies in this page only */}
          <img
            src={image.url}
            alt={image.name}
            className="h-44 max-w-full rounded-sm border border-line object-contain"
          />
          <p className="max-w-full truncate text-small text-fg-2">{image.name}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('image.file')}
        onChange={(event) => {
          take(event.target.files);
          // The same image may be chosen again.
          event.target.value = '';
        }}
      />
      <Button
        variant={image === null ? 'primary' : 'secondary'}
        onClick={() => input.current?.click()}
        className="mt-1"
      >
        {image === null ? t('image.choose') : t('image.another')}
      </Button>
      {problem && (
        <p role="alert" className="max-w-[60ch] text-small text-pretty text-danger">
          {problem}
        </p>
      )}
    </section>
  );
}
