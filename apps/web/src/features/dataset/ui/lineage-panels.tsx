'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { DatasetDetail, Dependants } from '../server/get-dataset.ts';

interface LineagePanelsProps {
  projectId: string;
  dataset: DatasetDetail;
  canTrain: boolean;
}

type Job = Dependants['jobs'][number];

const kinds: Partial<Record<string, StatusKind>> = {
  VALIDATING_FILES: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

/** What was made from the data: of which version which job made which model. */
export function LineagePanels({ projectId, dataset, canTrain }: LineagePanelsProps) {
  const t = useTranslations('dataset');
  const home = `/projects/${projectId}`;
  const { id, dependants, versions } = dataset;
  const numberOf = (versionId: string) => versions.find((version) => version.id === versionId)?.number ?? 0;
  const { jobs, jobsTotal } = dependants;
  if (jobs.length === 0) {
    return (
      <Panel>
        <EmptyState
          title={t('used.empty')}
          actions={
            canTrain && (
              <LinkButton size="small" href={`${home}/fine-tuning/new?dataset=${id}`}>
                {t('used.start')}
              </LinkButton>
            )
          }
        >
          {t('used.emptyDetail')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel
      title={t('used.title')}
      description={t('used.detail')}
      foot={jobsTotal > jobs.length && t('used.newest', { shown: jobs.length, total: jobsTotal })}
      isFlush
    >
      <DataTable
        sortParam="sort-lineage"
        label={t('used.jobs')}
        columns={columnsOf(t, { home, numberOf })}
        rows={jobs}
        idOf={(job) => job.id}
        empty={null}
      />
    </Panel>
  );
}

function columnsOf(
  t: Translate<'dataset'>,
  { home, numberOf }: { home: string; numberOf: (versionId: string) => number },
): Column<Job>[] {
  return [
    {
      id: 'job',
      header: t('used.job'),
      place: 'lead',
      cell: ({ id, suffix, baseModel }) => (
        <>
          <Link href={`${home}/fine-tuning/${id}`} className="[overflow-wrap:anywhere] hover:underline">
            {suffix ?? <code>{id}</code>}
          </Link>
          <small className="[overflow-wrap:anywhere]">{baseModel}</small>
        </>
      ),
    },
    {
      id: 'version',
      header: t('versions.version'),
      cell: ({ versionId }) => t('versions.name', { number: numberOf(versionId) }),
      sortBy: ({ versionId }) => numberOf(versionId),
    },
    {
      id: 'state',
      header: t('versions.state'),
      place: 'main',
      cell: ({ status }) => <Status kind={kinds[status] ?? 'pending'} />,
    },
    {
      id: 'model',
      header: t('used.model'),
      isEmpty: ({ model }) => model === null,
      cell: ({ model }) =>
        model && (
          <Link href={`${home}/models/${model.id}`} className="[overflow-wrap:anywhere] hover:underline">
            {shortModelName(model.name)}
          </Link>
        ),
    },
    {
      id: 'created',
      header: t('versions.created'),
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      sortBy: ({ createdAt }) => createdAt,
    },
  ];
}
