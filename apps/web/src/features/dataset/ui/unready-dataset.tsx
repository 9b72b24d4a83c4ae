'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { formatBytes } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { canColumnsMend } from './can-columns-mend.ts';
import { ReadAnewButton } from './read-anew-button.tsx';

interface UnreadyDatasetProps {
  projectId: string;
  dataset: DatasetDetail;
  canWrite: boolean;
}

/** What stands above the report while it is not there, and why a file cannot be used. */
export function UnreadyDataset({ projectId, dataset, canWrite }: UnreadyDatasetProps) {
  const t = useTranslations('dataset');
  const translate = useProblemTranslator();
  if (dataset.status === 'READY') return null;
  if (dataset.status === 'INVALID') return <Refused projectId={projectId} dataset={dataset} canWrite={canWrite} />;
  const { status, progress, reason, sizeBytes } = dataset;
  const percent = Math.floor(progress * 100);
  return (
    <Panel title={status === 'PENDING' ? t('unready.waiting') : t('unready.checking')}>
      <Progress
        label={t('unready.checked')}
        share={progress}
        isLarge
        left={
          status === 'PENDING'
            ? t('unready.notBegun')
            : t('unready.percentOf', { percent, size: formatBytes(sizeBytes) })
        }
        right={status === 'PENDING' ? '' : t('unready.oneByOne')}
      />
      <p className="mt-3 text-pretty text-fg-2">{reason === null ? t('unready.detail') : translate(reason)}</p>
    </Panel>
  );
}

function Refused({ projectId, dataset, canWrite }: UnreadyDatasetProps) {
  const t = useTranslations('dataset');
  const translate = useProblemTranslator();
  const { reason, report } = dataset;
  const whole = report?.problems.find(({ line }) => line === null) ?? report?.problems[0];
  const edited = dataset.versions.find(({ id }) => id === dataset.versionId)?.edited ?? null;
  const isEdited = edited !== null;
  const areColumnsWrong = report !== null && !isEdited && canColumnsMend(report);
  return (
    <Note
      tone="danger"
      action={
        areColumnsWrong &&
        canWrite && (
          <ReadAnewButton projectId={projectId} dataset={dataset}>
            {t('unready.chooseColumns')}
          </ReadAnewButton>
        )
      }
    >
      <p>
        <b>{t(isEdited ? 'unready.unusableVersion' : 'unready.unusable')}</b>{' '}
        {translate(reason ?? whole?.message ?? '')}
      </p>
      <p className="mt-0.5 text-fg-2">
        {whole !== undefined && !(reason ?? '').includes(whole.hint) && `${translate(whole.hint)} `}
        {canWrite &&
          t.rich(isEdited ? 'unready.editAgain' : 'unready.uploadMended', {
            a: (chunks) => (
              <Link
                className="link"
                href={
                  isEdited
                    ? `/projects/${projectId}/data/${dataset.id}?tab=examples&version=${edited.base}`
                    : `/projects/${projectId}/data/new`
                }
              >
                {chunks}
              </Link>
            ),
          })}
      </p>
    </Note>
  );
}
