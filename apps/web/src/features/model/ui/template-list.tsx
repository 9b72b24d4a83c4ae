'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { taskName } from '../../../ui/task-name.ts';
import type { TemplateView } from '../../base-model/server/list-templates.ts';

interface TemplateListProps {
  projectId: string;
  templates: readonly TemplateView[];
  /** May start jobs. */
  canTrain: boolean;
}

/** What a job can train from nothing, with what it costs. */
export function TemplateList({ projectId, templates, canTrain }: TemplateListProps) {
  const t = useTranslations('model');
  const columns: Column<TemplateView>[] = [
    {
      id: 'template',
      header: t('templates.template'),
      place: 'lead',
      sortBy: ({ id }) => id,
      cell: ({ id, about }) => (
        <span className="block py-1">
          {canTrain ? (
            <Link href={`/projects/${projectId}/fine-tuning/new?model=${id}`} className="hover:underline">
              {id}
            </Link>
          ) : (
            id
          )}
          <small className="block! whitespace-normal">{about}</small>
        </span>
      ),
    },
    {
      id: 'task',
      header: t('templates.for'),
      cell: ({ task }) => <span className="whitespace-nowrap">{taskName(task)}</span>,
      sortBy: ({ task }) => task,
    },
    {
      id: 'training',
      header: t('templates.training'),
      isNumber: true,
      isEmpty: ({ trainingMicros }) => trainingMicros === null,
      cell: ({ trainingMicros }) => formatMoney(trainingMicros ?? 0n),
      sortBy: ({ trainingMicros }) => trainingMicros,
    },
    {
      id: 'calling',
      header: t('templates.calling'),
      isNumber: true,
      isEmpty: ({ callingMicros }) => callingMicros === null,
      cell: ({ callingMicros }) => formatMoney(callingMicros ?? 0n),
      sortBy: ({ callingMicros }) => callingMicros,
    },
  ];
  return (
    <DataTable label={t('templates.title')} columns={columns} rows={templates} idOf={({ id }) => id} empty={null} />
  );
}
