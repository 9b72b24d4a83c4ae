'use client';

import { Scale } from 'lucide-react';
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
import type { HeadFigure, ListedEvaluation } from '../server/evaluation-view.ts';
import { EvaluationStatus } from './evaluation-status.tsx';
import { formatFigure } from './format-figure.ts';

interface EvaluationListProps {
  projectId: string;
  /** null while they are on their way. */
  evaluations: readonly ListedEvaluation[] | null;
  isFiltered: boolean;
  canWrite: boolean;
}

export function EvaluationList({ projectId, evaluations, isFiltered, canWrite }: EvaluationListProps) {
  const t = useTranslations('evaluation');
  const home = `/projects/${projectId}/evaluations`;
  return (
    <DataTable
      label={t('list.title')}
      columns={columnsOf(t, home)}
      rows={evaluations}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: t('list.all'), href: home }}
          icon={<Icon of={Scale} />}
          title={t('list.empty.title')}
          actions={
            canWrite && (
              <LinkButton variant="primary" href={`${home}/new`}>
                {t('list.new')}
              </LinkButton>
            )
          }
        >
          {t('list.empty.text')}
        </ListEmpty>
      }
    />
  );
}

function columnsOf(t: Translate<'evaluation'>, home: string): Column<ListedEvaluation>[] {
  return [
    {
      id: 'evaluation',
      header: t('list.columns.evaluation'),
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
      header: t('list.columns.state'),
      cell: ({ job }) => <EvaluationStatus job={job} />,
      sortBy: ({ job }) => job.shown,
    },
    {
      id: 'model',
      header: t('list.columns.model'),
      cell: ({ model }) => <span title={model}>{shortModelName(model)}</span>,
      sortBy: ({ model }) => model,
    },
    {
      id: 'data',
      header: t('list.columns.data'),
      cell: ({ datasetName, versionNumber, part }) => (
        <>
          <span className="[overflow-wrap:anywhere]">
            {t('data.version', { name: datasetName, number: versionNumber })}
          </span>
          <small className="max-md:hidden">{t(`part.${part}`)}</small>
        </>
      ),
      sortBy: ({ datasetName }) => datasetName,
    },
    {
      id: 'rows',
      header: t('list.columns.rows'),
      isNumber: true,
      cell: ({ rowsAsked }) => formatCount(rowsAsked),
      sortBy: ({ rowsAsked }) => rowsAsked,
    },
    {
      id: 'result',
      header: t('list.columns.result'),
      isNumber: true,
      place: 'main',
      isEmpty: ({ head }) => head === null,
      cell: ({ head }) => (head === null ? '' : <Result t={t} head={head} />),
      sortBy: ({ head }) => head?.value ?? null,
    },
    { id: 'price', header: t('list.columns.price'), isNumber: true, cell: ({ job }) => priceOf(t, job) },
    createdColumn(),
  ];
}

function Result({ t, head: { name, value } }: { t: Translate<'evaluation'>; head: HeadFigure }) {
  return (
    <>
      <span>{formatFigure(name, value)}</span>
      <small>{t(`figure.${name}`)}</small>
    </>
  );
}

function priceOf(t: Translate<'evaluation'>, job: ListedEvaluation['job']): string {
  const { chargedMicros, heldMicros, isOver, startedAt } = job;
  if (isOver) return formatAmount(chargedMicros);
  if (startedAt === null) return t('list.held', { amount: formatAmount(heldMicros) });
  return t('list.soFar', { charged: formatAmount(chargedMicros), held: formatAmount(heldMicros) });
}
