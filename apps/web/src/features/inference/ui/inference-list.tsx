'use client';

import { ListChecks } from 'lucide-react';
import Link from 'next/link';
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

function columnsOf(home: string): Column<NamedInference>[] {
  return [
    {
      id: 'job',
      header: 'Job',
      place: 'lead',
      cell: ({ id, title }) => (
        <Link href={`${home}/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {title}
        </Link>
      ),
      sortBy: ({ title }) => title,
    },
    { id: 'state', header: 'State', cell: (job) => <InferenceStatus job={job} />, sortBy: ({ shown }) => shown },
    {
      id: 'model',
      header: 'Model',
      isEmpty: ({ model }) => model === null,
      cell: ({ model, route }) => (
        <>
          <span title={model ?? undefined}>{shortModelName(model ?? '')}</span>
          <small className="max-md:hidden">{routeNames[route]}</small>
        </>
      ),
      sortBy: ({ model }) => model,
    },
    {
      id: 'rows',
      header: 'Rows',
      isNumber: true,
      place: 'main',
      isEmpty: ({ rowsTotal }) => rowsTotal === 0,
      cell: ({ rowsTotal }) => formatCount(rowsTotal),
      sortBy: ({ rowsTotal }) => rowsTotal,
    },
    {
      id: 'errors',
      header: 'Errors',
      isNumber: true,
      isEmpty: ({ rowsFailed }) => rowsFailed === 0,
      cell: ({ rowsFailed }) => formatCount(rowsFailed),
      sortBy: ({ rowsFailed }) => rowsFailed,
    },
    {
      id: 'price',
      header: 'Price',
      isNumber: true,
      isEmpty: ({ chargedMicros, heldMicros, isOver }) => !isOver && chargedMicros === 0n && heldMicros === 0n,
      cell: priceOf,
      sortBy: ({ chargedMicros }) => chargedMicros,
    },
    createdColumn(),
  ];
}

function priceOf({ chargedMicros, heldMicros, isOver, startedAt }: NamedInference): string {
  if (isOver) return formatAmount(chargedMicros);
  return startedAt === null
    ? `${formatAmount(heldMicros)} held`
    : `${formatAmount(chargedMicros)} of ${formatAmount(heldMicros)}`;
}

export function InferenceList({ projectId, jobs, isFiltered, canWrite }: InferenceListProps) {
  const home = `/projects/${projectId}/inference`;
  return (
    <DataTable
      label="Inference jobs"
      columns={columnsOf(home)}
      rows={jobs}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: 'Show all inference jobs', href: home }}
          icon={<Icon of={ListChecks} />}
          title="No inference jobs yet"
          actions={
            canWrite && (
              <>
                <LinkButton variant="primary" href={`${home}/new`}>
                  New inference job
                </LinkButton>
                <Link className="link" href={`/projects/${projectId}/playground`}>
                  Or try one row in the playground
                </Link>
              </>
            )
          }
        >
          Give a model a file of rows: each is answered, errors stand beside their rows, and you download the results.
        </ListEmpty>
      }
    />
  );
}
