'use client';

import { taskNames } from '@modelmint/domain/task';
import { Box } from 'lucide-react';
import Link from 'next/link';
import { createdColumn } from '../../../ui/created-column.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { Status } from '../../../ui/status.tsx';
import { readTrainingResult, resultRank, resultWords } from '../../fine-tuning/ui/training-result.ts';
import type { ModelView } from '../server/model-view.ts';
import { shortModelName } from './short-model-name.ts';

interface ModelListProps {
  projectId: string;
  /** null while they are on their way. */
  models: readonly ModelView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
}

const resultOf = ({ metrics }: ModelView) => readTrainingResult(metrics);

function columnsOf(home: string): Column<ModelView>[] {
  return [
    {
      id: 'model',
      header: 'Model',
      place: 'lead',
      sortBy: ({ name }) => name,
      cell: ({ id, name, baseModel }) => (
        <Link href={`${home}/models/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {shortModelName(name)}
          <small className="max-md:block!">{baseModel}</small>
        </Link>
      ),
    },
    { id: 'task', header: 'Task', cell: ({ task }) => taskNames[task], sortBy: ({ task }) => task },
    {
      id: 'state',
      header: 'State',
      cell: ({ isWarm }) => <Status kind={isWarm ? 'warm' : 'cold'} />,
      sortBy: ({ isWarm }) => (isWarm ? 0 : 1),
    },
    {
      id: 'endpoints',
      header: 'Endpoints',
      isEmpty: ({ endpoints }) => endpoints.length === 0,
      cell: ({ endpoints }) => endpoints.map(({ name }) => name).join(', '),
    },
    {
      id: 'labels',
      header: 'Labels',
      isNumber: true,
      isEmpty: ({ labels }) => labels.length === 0,
      cell: ({ labels }) => labels.length,
      sortBy: ({ labels }) => labels.length,
    },
    {
      id: 'result',
      header: 'Result',
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
      header: 'Size',
      isNumber: true,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    createdColumn(),
  ];
}

export function ModelList({ projectId, models, isFiltered }: ModelListProps) {
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      label="Models"
      columns={columnsOf(home)}
      rows={models}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: 'Show all models', href: `${home}/models` }}
          icon={<Icon of={Box} />}
          title="No models yet"
          actions={
            <>
              <LinkButton variant="primary" href={`${home}/fine-tuning/new`}>
                Start a job
              </LinkButton>
              <Link className="link" href={`${home}/data`}>
                See your data
              </Link>
            </>
          }
        >
          A fine-tuning job makes one from your data. Call it by its name, or point an endpoint at it.
        </ListEmpty>
      }
    />
  );
}
