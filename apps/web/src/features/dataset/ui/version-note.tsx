import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import type { DatasetDetail } from '../server/get-dataset.ts';

/** That what is shown is not the newest, or where its rows come from. */
export function VersionNote({ projectId, dataset }: { projectId: string; dataset: DatasetDetail }) {
  const t = useTranslations('dataset');
  const { id, versionNumber: number, newestNumber: newest, versions } = dataset;
  const edited = versions.find((version) => version.number === number)?.edited ?? null;
  const home = `/projects/${projectId}/data/${id}`;
  return (
    <>
      {number !== newest && (
        <Note
          tone="neutral"
          action={
            <LinkButton size="small" href={home}>
              {t('versions.showNewest', { newest })}
            </LinkButton>
          }
        >
          {t('versions.old', { number, newest })}
        </Note>
      )}
      {edited !== null && (
        <Note
          tone="neutral"
          action={
            <LinkButton size="small" href={`${home}?version=${edited.base}`}>
              {t('versions.showBase', { base: edited.base })}
            </LinkButton>
          }
        >
          {t('versions.editedFrom', { base: edited.base, labels: edited.labels, removed: edited.removed })}
        </Note>
      )}
    </>
  );
}
