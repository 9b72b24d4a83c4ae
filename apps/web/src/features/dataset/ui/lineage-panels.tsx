'use client';

import Link from 'next/link';
import { Column, Columns } from '../../../ui/columns.tsx';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { Dependants } from '../server/get-dataset.ts';

interface LineagePanelsProps {
  projectId: string;
  datasetId: string;
  dependants: Dependants;
  canTrain: boolean;
}

const kinds: Partial<Record<string, StatusKind>> = {
  VALIDATING_FILES: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

/** What was made from the data. */
export function LineagePanels({ projectId, datasetId, dependants, canTrain }: LineagePanelsProps) {
  const home = `/projects/${projectId}`;
  const jobs: TableColumn<Dependants['jobs'][number]>[] = [
    {
      id: 'job',
      header: 'Job',
      place: 'lead',
      cell: ({ id }) => (
        <Link href={`${home}/fine-tuning/${id}`} className="hover:underline">
          <code>{id}</code>
        </Link>
      ),
    },
    { id: 'state', header: 'State', place: 'main', cell: ({ status }) => <Status kind={kinds[status] ?? 'pending'} /> },
  ];
  const models: TableColumn<Dependants['models'][number]>[] = [
    {
      id: 'model',
      header: 'Model',
      place: 'lead',
      cell: ({ id, name }) => (
        <Link href={`${home}/models/${id}`} className="hover:underline">
          {shortModelName(name)}
        </Link>
      ),
    },
  ];
  if (dependants.jobs.length === 0) {
    return (
      <Panel>
        <EmptyState
          title="Nothing was made from it yet"
          actions={
            canTrain && (
              <LinkButton size="small" href={`${home}/fine-tuning/new?dataset=${datasetId}`}>
                Start a job
              </LinkButton>
            )
          }
        >
          Jobs that read this data and the models that they make stand here.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Columns>
      <Column span={6}>
        <Panel title="Jobs" isFlush>
          <DataTable label="Jobs" columns={jobs} rows={dependants.jobs} idOf={({ id }) => id} empty={null} />
        </Panel>
      </Column>
      <Column span={6}>
        <Panel title="Models" isFlush>
          <DataTable
            label="Models"
            columns={models}
            rows={dependants.models}
            idOf={({ id }) => id}
            empty={<p className="px-4 pb-4 text-fg-2">No job has made one yet.</p>}
          />
        </Panel>
      </Column>
    </Columns>
  );
}
