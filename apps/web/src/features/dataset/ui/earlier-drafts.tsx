'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { useDraftedVersions } from './use-draft-edits.ts';

interface EarlierDraftsProps {
  projectId: string;
  dataset: DatasetDetail;
}

/** Somebody has made a version while rows of another one were being changed; what was changed is not lost. */
export function EarlierDrafts({ projectId, dataset: { id, versionId, versions } }: EarlierDraftsProps) {
  const t = useTranslations('dataset');
  const others = versions.filter((version) => version.id !== versionId);
  const drafted = useDraftedVersions(others.map((version) => version.id));
  const version = others.find((other) => drafted.includes(other.id));
  if (version === undefined) return null;
  const { number } = version;
  return (
    <Note
      tone="warning"
      action={
        <LinkButton size="small" href={`/projects/${projectId}/data/${id}?tab=examples&version=${number}`}>
          {t('versions.showBase', { base: number })}
        </LinkButton>
      }
    >
      {t('edit.elsewhere', { number })}
    </Note>
  );
}
