'use client';

import { ImageOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Example } from '../server/example-of.ts';
import { EditMark } from './edit-mark.tsx';
import { RowEdit, type RowEditing } from './row-edit.tsx';

interface ImageGridProps {
  images: readonly (Example & { row?: number })[];
  /** Null where rows cannot be changed. */
  editing?: RowEditing | null;
}

/** Images with their labels under them. */
export function ImageGrid({ images, editing = null }: ImageGridProps) {
  const t = useTranslations('dataset');
  return (
    <ul
      aria-label={t('images.list')}
      className={classNames(
        'grid gap-x-3 gap-y-4',
        editing === null
          ? 'grid-cols-[repeat(auto-fill,minmax(96px,1fr))]'
          : 'grid-cols-[repeat(auto-fill,minmax(120px,1fr))]',
      )}
    >
      {images.map((image, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path may stand twice, the order does not change
        <li key={index} className="min-w-0">
          <Figure image={image} editing={editing} />
        </li>
      ))}
    </ul>
  );
}

function Figure({ image: example, editing }: { image: ImageGridProps['images'][number]; editing: RowEditing | null }) {
  const { text, label, image, row } = example;
  const draft = row === undefined ? undefined : editing?.drafts.find({ split: editing.split, row });
  return (
    <figure title={text}>
      <span className="grid aspect-square place-items-center overflow-hidden rounded-md border border-line bg-sunken">
        {image === undefined ? (
          <Icon of={ImageOff} className="text-fg-3" />
        ) : (
          // biome-ignore lint/performance/noImgElement: small copies that came with the page
          <img src={image} alt={`${label}: ${text}`} className="size-full object-contain [image-rendering:pixelated]" />
        )}
      </span>
      <figcaption className="mt-1 flex min-h-7 items-center justify-between gap-1 text-small text-fg-2">
        <span className="min-w-0 truncate">
          <EditMark draft={draft} label={label} isLong={draft === undefined} />
        </span>
        {editing !== null && row !== undefined && <RowEdit {...editing} example={{ ...example, row }} />}
      </figcaption>
    </figure>
  );
}
