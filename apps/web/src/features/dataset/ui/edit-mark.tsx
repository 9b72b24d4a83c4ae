'use client';

import { useTranslations } from 'next-intl';
import { Chip } from '../../../ui/chip.tsx';
import type { DraftEdit } from './use-draft-edits.ts';

interface EditMarkProps {
  draft: DraftEdit | undefined;
  /** As the row is. */
  label: string;
  /** Long ones are cut. */
  isLong?: boolean;
}

/** The label of a row, or what it becomes. */
export function EditMark({ draft, label, isLong = false }: EditMarkProps) {
  const t = useTranslations('dataset');
  if (draft === undefined) return isLong ? label : <Chip>{label}</Chip>;
  if (draft.label === null) return <span className="tone-danger text-(--ink)">{t('edit.removed')}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 [overflow-wrap:anywhere]">
      {!isLong && (
        <s className="text-small text-fg-3">
          <span className="sr-only">{t('edit.was')} </span>
          {draft.was}
        </s>
      )}
      <b className="font-medium">{draft.label}</b>
    </span>
  );
}
