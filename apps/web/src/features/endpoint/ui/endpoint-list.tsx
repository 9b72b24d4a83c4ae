'use client';

import { Plug, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { useOpenByUrl } from '../../../ui/use-open-by-url.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';

const CreateEndpointDialog = dialogOnUse(
  async () => (await import('./create-endpoint-dialog.tsx')).CreateEndpointDialog,
);

interface EndpointListProps {
  projectId: string;
  /** null while they are read. */
  endpoints: readonly EndpointView[] | null;
  models: readonly ModelView[];
  canWrite: boolean;
}

export function EndpointList({ projectId, endpoints, models, canWrite }: EndpointListProps) {
  const t = useTranslations('endpoint');
  const [isCreating, setCreating] = useOpenByUrl();
  const hasModels = models.length > 0;
  const create = canWrite && hasModels && (
    <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  return (
    <Page>
      {endpoints !== null && <RefreshOnRows projectId={projectId} kinds={['endpoint', 'model']} />}
      <PageHeader
        title={t('list.title')}
        facts={[t('list.facts')]}
        primary={endpoints !== null && endpoints.length > 0 && create}
      />
      <Panel isFlush>
        <DataTable
          label={t('list.title')}
          columns={columnsOf(t, projectId)}
          rows={endpoints}
          idOf={(endpoint) => endpoint.id}
          empty={
            <EmptyState
              icon={<Icon of={Plug} />}
              title={t('list.emptyTitle')}
              actions={hasModels ? create : canWrite && <TrainFirst projectId={projectId} />}
            >
              {hasModels ? t('list.emptyWithModels') : t('list.emptyWithoutModels')}
            </EmptyState>
          }
        />
      </Panel>
      {isCreating && create && (
        <CreateEndpointDialog projectId={projectId} models={models} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}

function TrainFirst({ projectId }: { projectId: string }) {
  const t = useTranslations('endpoint');
  return (
    <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
      {t('list.trainFirst')}
    </LinkButton>
  );
}

function columnsOf(t: Translate<'endpoint'>, projectId: string): Column<EndpointView>[] {
  return [
    {
      id: 'name',
      header: t('list.name'),
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
      header: t('list.task'),
      place: 'plain',
      cell: (endpoint) => t(`task.${endpoint.model.task}`),
      sortBy: (endpoint) => endpoint.model.task,
    },
    {
      id: 'status',
      header: t('list.state'),
      cell: (endpoint) => <Status kind={endpoint.model.isWarm ? 'warm' : 'cold'} />,
    },
    {
      id: 'model',
      header: t('list.model'),
      place: 'wide',
      cell: (endpoint) => (
        <Link href={`/projects/${projectId}/models/${endpoint.model.id}`} className="hover:underline">
          <code>{endpoint.model.name}</code>
        </Link>
      ),
    },
    {
      id: 'pointed',
      header: t('list.pointed'),
      isNumber: true,
      cell: (endpoint) => <RelativeTime at={endpoint.updatedAt} />,
      sortBy: (endpoint) => endpoint.updatedAt,
    },
    {
      id: 'created',
      header: t('list.created'),
      isNumber: true,
      cell: (endpoint) => <RelativeTime at={endpoint.createdAt} />,
      sortBy: (endpoint) => endpoint.createdAt,
    },
  ];
}
