'use client';

import { Box } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { createdColumn } from '../../../ui/created-column.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { Status } from '../../../ui/status.tsx';
import { taskName } from '../../../ui/task-name.ts';
import { resultRank, resultWords } from '../../fine-tuning/ui/training-result.ts';
import type { ModelView } from '../server/model-view.ts';
import { shortModelName } from './short-model-name.ts';

interface ModelListProps {
  projectId: string;
  /** null while they are on their way. */
  models: readonly ModelView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  /** May start jobs. */
  canTrain: boolean;
}

const resultOf = ({ metrics }: ModelView) => metrics;

function columnsOf(t: Translate<'model'>, home: string): Column<ModelView>[] {
  return [
    {
      id: 'model',
      header: t('list.columns.model'),
      place: 'lead',
      sortBy: ({ name }) => name,
      cell: ({ id, name, baseModel }) => (
        <Link href={`${home}/models/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {shortModelName(name)}
          <small className="max-md:block!">{baseModel}</small>
        </Link>
      ),
    },
    { id: 'task', header: t('list.columns.task'), cell: ({ task }) => taskName(task), sortBy: ({ task }) => task },
    {
      id: 'state',
      header: t('list.columns.state'),
      cell: ({ isWarm }) => <Status kind={isWarm ? 'warm' : 'cold'} />,
      sortBy: ({ isWarm }) => (isWarm ? 0 : 1),
    },
    {
      id: 'endpoints',
      header: t('list.columns.endpoints'),
      isEmpty: ({ endpoints }) => endpoints.length === 0,
      cell: ({ endpoints }) => endpoints.map(({ name }) => name).join(', '),
    },
    {
      id: 'labels',
      header: t('list.columns.labels'),
      isNumber: true,
      isEmpty: ({ labels }) => labels.length === 0,
      cell: ({ labels }) => labels.length,
      sortBy: ({ labels }) => labels.length,
    },
    {
      id: 'result',
      header: t('list.columns.result'),
      isNumber: true,
      place: 'main',
      isEmpty: (model) => resultOf(model) === null,
      cell: (model) => {
        const result = resultOf(model);
        return result && resultWords(result);
      },
      sortBy: (model) => {
        const result = resultOf(model);
        return result && resultRank(result);
      },
    },
    {
      id: 'size',
      header: t('list.columns.size'),
      isNumber: true,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    createdColumn(),
  ];
}

export function ModelList({ projectId, models, isFiltered, canTrain }: ModelListProps) {
  const t = useTranslations('model');
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      label={t('list.title')}
      columns={columnsOf(t, home)}
      rows={models}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: t('list.all'), href: `${home}/models` }}
          icon={<Icon of={Box} />}
          title={t('list.emptyTitle')}
          actions={
            canTrain && (
              <>
                <LinkButton variant="primary" href={`${home}/fine-tuning/new`}>
                  {t('list.start')}
                </LinkButton>
                <Link className="link" href={`${home}/data`}>
                  {t('list.seeData')}
                </Link>
              </>
            )
          }
        >
          {t('list.emptyText')}
        </ListEmpty>
      }
    />
  );
}
