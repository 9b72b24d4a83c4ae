'use client';

import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { createdColumn } from '../../../ui/created-column.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatAmount, formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { NamedInference } from '../server/name-files.ts';
import { InferenceStatus } from './inference-status.tsx';
import { routeNames } from './route-names.ts';

interface InferenceListProps {
  projectId: string;
  /** null while they are on their way. */
  jobs: readonly NamedInference[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  canWrite: boolean;
}

function columnsOf(t: Translate<'inference'>, home: string): Column<NamedInference>[] {
  return [
    {
      id: 'job',
      header: t('list.job'),
      place: 'lead',
      cell: ({ id, title }) => (
        <Link href={`${home}/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {title}
        </Link>
      ),
      sortBy: ({ title }) => title,
    },
    {
      id: 'state',
      header: t('list.state'),
      cell: (job) => <InferenceStatus job={job} />,
      sortBy: ({ shown }) => shown,
    },
    {
      id: 'model',
      header: t('list.model'),
      isEmpty: ({ model }) => model === null,
      cell: ({ model, route }) => (
        <>
          <span title={model ?? undefined}>{shortModelName(model ?? '')}</span>
          <small className="max-md:hidden">{t(routeNames[route])}</small>
        </>
      ),
      sortBy: ({ model }) => model,
    },
    {
      id: 'rows',
      header: t('list.rows'),
      isNumber: true,
      place: 'main',
      isEmpty: ({ rowsTotal }) => rowsTotal === 0,
      cell: ({ rowsTotal }) => formatCount(rowsTotal),
      sortBy: ({ rowsTotal }) => rowsTotal,
    },
    {
      id: 'errors',
      header: t('list.errors'),
      isNumber: true,
      isEmpty: ({ rowsFailed }) => rowsFailed === 0,
      cell: ({ rowsFailed }) => formatCount(rowsFailed),
      sortBy: ({ rowsFailed }) => rowsFailed,
    },
    {
      id: 'price',
      header: t('cost.title'),
      isNumber: true,
      isEmpty: ({ chargedMicros, heldMicros, isOver }) => !isOver && chargedMicros === 0n && heldMicros === 0n,
      cell: (job) => priceOf(t, job),
      sortBy: ({ chargedMicros }) => chargedMicros,
    },
    createdColumn(t('settings.created')),
  ];
}

function priceOf(t: Translate<'inference'>, { chargedMicros, heldMicros, isOver, startedAt }: NamedInference): string {
  if (isOver) return formatAmount(chargedMicros);
  return startedAt === null
    ? t('list.held', { held: formatAmount(heldMicros) })
    : t('list.ofHeld', { spent: formatAmount(chargedMicros), held: formatAmount(heldMicros) });
}

export function InferenceList({ projectId, jobs, isFiltered, canWrite }: InferenceListProps) {
  const t = useTranslations('inference');
  const home = `/projects/${projectId}/inference`;
  return (
    <DataTable
      label={t('list.title')}
      columns={columnsOf(t, home)}
      rows={jobs}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: t('list.showAll'), href: home }}
          icon={<Icon of={ListChecks} />}
          title={t('list.empty')}
          actions={
            canWrite && (
              <>
                <LinkButton variant="primary" href={`${home}/new`}>
                  {t('new.title')}
                </LinkButton>
                <Link className="link" href={`/projects/${projectId}/playground`}>
                  {t('list.tryOne')}
                </Link>
              </>
            )
          }
        >
          {t('list.emptyDetail')}
        </ListEmpty>
      }
    />
  );
}
