'use client';

import { taskNames } from '@modelmint/domain/task';
import { Plug, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';
import { CreateEndpointDialog } from './create-endpoint-dialog.tsx';

interface EndpointListProps {
  projectId: string;
  /** null while they are read. */
  endpoints: readonly EndpointView[] | null;
  models: readonly ModelView[];
  canWrite: boolean;
}

export function EndpointList({ projectId, endpoints, models, canWrite }: EndpointListProps) {
  const [isCreating, setCreating] = useState(false);
  const hasModels = models.length > 0;
  const create = canWrite && hasModels && (
    <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setCreating(true)}>
      Create endpoint
    </Button>
  );
  return (
    <Page>
      {endpoints !== null && <RefreshOnRows projectId={projectId} kinds={['endpoint', 'model']} />}
      <PageHeader
        title="Endpoints"
        facts={['A fixed name that your code calls as its model. Point it at another model whenever you like.']}
        primary={endpoints !== null && endpoints.length > 0 && create}
      />
      <Panel isFlush>
        <DataTable
          label="Endpoints"
          columns={columnsOf(projectId)}
          rows={endpoints}
          idOf={(endpoint) => endpoint.id}
          empty={
            <EmptyState
              icon={<Icon of={Plug} />}
              title="No endpoints yet"
              actions={hasModels ? create : canWrite && <TrainFirst projectId={projectId} />}
            >
              {hasModels
                ? 'An endpoint is a fixed name that your code calls. Point it at a model now and swap the model later.'
                : 'An endpoint is a fixed name that your code calls. It needs a model to point at: fine-tune one first.'}
            </EmptyState>
          }
        />
      </Panel>
      {isCreating && <CreateEndpointDialog projectId={projectId} models={models} onClose={() => setCreating(false)} />}
    </Page>
  );
}

function TrainFirst({ projectId }: { projectId: string }) {
  return (
    <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
      Fine-tune a model
    </LinkButton>
  );
}

function columnsOf(projectId: string): Column<EndpointView>[] {
  return [
    {
      id: 'name',
      header: 'Endpoint',
      place: 'lead',
      cell: (endpoint) => (
        <Link href={`/projects/${projectId}/endpoints/${endpoint.id}`} className="hover:underline">
          {endpoint.name}
        </Link>
      ),
      sortBy: (endpoint) => endpoint.name,
    },
    {
      id: 'task',
      header: 'For',
      place: 'plain',
      cell: (endpoint) => taskNames[endpoint.model.task],
      sortBy: (endpoint) => endpoint.model.task,
    },
    {
      id: 'status',
      header: 'State',
      cell: (endpoint) => <Status kind={endpoint.model.isWarm ? 'warm' : 'cold'} />,
    },
    {
      id: 'model',
      header: 'Model',
      place: 'wide',
      cell: (endpoint) => (
        <Link href={`/projects/${projectId}/models/${endpoint.model.id}`} className="hover:underline">
          <code>{endpoint.model.name}</code>
        </Link>
      ),
    },
    {
      id: 'pointed',
      header: 'Pointed there',
      isNumber: true,
      cell: (endpoint) => <RelativeTime at={endpoint.updatedAt} />,
      sortBy: (endpoint) => endpoint.updatedAt,
    },
    {
      id: 'created',
      header: 'Created',
      isNumber: true,
      cell: (endpoint) => <RelativeTime at={endpoint.createdAt} />,
      sortBy: (endpoint) => endpoint.createdAt,
    },
  ];
}
