'use client';

import { Boxes } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import type { BaseModelView } from '../server/base-model-view.ts';
import { BaseModelStatus } from './base-model-status.tsx';
import { kindWords } from './base-model-words.ts';

interface BaseModelListProps {
  projectId: string;
  /** null while they are on their way. */
  models: readonly BaseModelView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  /** The button of the empty list. */
  action: ReactNode;
}

function columnsOf(home: string): Column<BaseModelView>[] {
  return [
    {
      id: 'model',
      header: 'Base model',
      place: 'lead',
      sortBy: ({ name }) => name,
      cell: ({ id, name, isShared, facts }) => (
        <Link href={`${home}/models/base/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {name}
          <small className="max-md:block!">
            {[...(isShared ? ['everybody’s'] : []), ...(facts === null ? [] : [facts.architecture])].join(', ')}
          </small>
        </Link>
      ),
    },
    {
      id: 'state',
      header: 'State',
      cell: (model) => (
        <>
          <BaseModelStatus model={model} />
          {model.reason !== null && (
            <small className="max-w-52 truncate" title={model.reason}>
              {model.reason}
            </small>
          )}
        </>
      ),
      sortBy: ({ status }) => status,
    },
    {
      id: 'kind',
      header: 'For',
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => facts && <span className="whitespace-nowrap">{kindWords[facts.kind]}</span>,
      sortBy: ({ facts }) => (facts === null ? null : kindWords[facts.kind]),
    },
    {
      id: 'parameters',
      header: 'Parameters',
      isNumber: true,
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) =>
        facts && <span title={formatCount(facts.parameters)}>{formatShortCount(facts.parameters)}</span>,
      sortBy: ({ facts }) => facts?.parameters ?? null,
    },
    {
      id: 'context',
      header: 'Context',
      isNumber: true,
      isEmpty: ({ facts }) => facts?.contextLength == null,
      cell: ({ facts }) => formatCount(facts?.contextLength ?? 0),
      sortBy: ({ facts }) => facts?.contextLength ?? null,
    },
    {
      id: 'licence',
      header: 'Licence',
      place: 'rest',
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => <span className="whitespace-nowrap">{facts?.licence ?? 'not stated'}</span>,
      sortBy: ({ facts }) => facts?.licence ?? null,
    },
    {
      id: 'size',
      header: 'Size',
      isNumber: true,
      isEmpty: ({ sizeBytes }) => sizeBytes === 0,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'training',
      header: 'Training',
      isNumber: true,
      isEmpty: ({ trainingMicros }) => trainingMicros === null,
      cell: ({ trainingMicros }) => formatMoney(trainingMicros ?? 0n),
      sortBy: ({ trainingMicros }) => trainingMicros,
    },
    {
      id: 'calling',
      header: 'Calling',
      isNumber: true,
      place: 'main',
      isEmpty: ({ callingMicros }) => callingMicros === null,
      cell: ({ callingMicros }) => (
        <>
          {formatMoney(callingMicros ?? 0n)}
          <span className="md:hidden"> per 1{'\u2009'}M tokens</span>
        </>
      ),
      sortBy: ({ callingMicros }) => callingMicros,
    },
  ];
}

export function BaseModelList({ projectId, models, isFiltered, action }: BaseModelListProps) {
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      label="Base models"
      columns={columnsOf(home)}
      rows={models}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: 'Show all base models', href: `${home}/models?tab=base` }}
          icon={<Icon of={Boxes} />}
          title="No base models yet"
          actions={action}
        >
          A base model is a checkpoint in Hugging Face layout. Jobs tune it on your data, and calls may name it as it
          is.
        </ListEmpty>
      }
    />
  );
}
