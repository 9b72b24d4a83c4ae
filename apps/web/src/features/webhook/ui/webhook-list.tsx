'use client';

import { Plus, Webhook } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { WebhookView } from '../server/webhook-view.ts';
import { scopeName } from './scope-name.ts';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhookStatus } from './webhook-status.tsx';

const CreateWebhookDialog = dialogOnUse(async () => (await import('./create-webhook-dialog.tsx')).CreateWebhookDialog);

interface WebhookListProps {
  organizationId: string;
  /** null while they are on their way. */
  webhooks: readonly WebhookView[] | null;
  projects: readonly { id: string; name: string }[];
}

/** Where the organization wants to be told of what happens. */
export function WebhookList({ organizationId, webhooks, projects }: WebhookListProps) {
  const t = useTranslations('webhook');
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title={t('title')}
        facts={[t('facts')]}
        actions={<LinkButton href="/docs/webhooks">{t('docs')}</LinkButton>}
        primary={webhooks !== null && webhooks.length > 0 && create}
      />
      <Panel isFlush>
        <DataTable
          label={t('list.label')}
          columns={useColumns({ organizationId, projects })}
          rows={webhooks}
          idOf={({ id }) => id}
          empty={
            <EmptyState icon={<Icon of={Webhook} />} title={t('list.empty.title')} actions={create}>
              {t('list.empty.text')}
            </EmptyState>
          }
        />
      </Panel>
      {isCreating && (
        <CreateWebhookDialog organizationId={organizationId} projects={projects} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}

function useColumns({
  organizationId,
  projects,
}: Pick<WebhookListProps, 'organizationId' | 'projects'>): Column<WebhookView>[] {
  const t = useTranslations('webhook');
  const home = `/organizations/${organizationId}/webhooks`;
  const columns: Column<WebhookView>[] = [
    {
      id: 'url',
      header: t('list.url'),
      place: 'lead',
      cell: ({ id, url, description }) => (
        <>
          <Link href={`${home}/${id}`} className="block max-w-120 truncate hover:underline">
            {url}
          </Link>
          {description !== '' && (
            <span className="block max-w-120 truncate text-small font-regular text-fg-3">{description}</span>
          )}
        </>
      ),
    },
    {
      id: 'status',
      header: t('list.status'),
      place: 'plain',
      cell: (webhook) => <WebhookStatus webhook={webhook} />,
    },
    {
      id: 'events',
      header: t('list.events'),
      place: 'plain',
      cell: ({ events }) => <span title={events.join(', ')}>{t('list.eventCount', { count: events.length })}</span>,
    },
    {
      id: 'scope',
      header: t('list.scope'),
      place: 'rest',
      cell: ({ projectId }) =>
        scopeName(projects, projectId) ?? t(projectId === null ? 'list.everyProject' : 'list.oneProject'),
    },
    {
      id: 'created',
      header: t('list.created'),
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      sortBy: ({ createdAt }) => createdAt,
    },
  ];
  const actions: Column<WebhookView> = {
    ...{ id: 'actions', header: '', place: 'actions' },
    cell: (webhook) => <WebhookActions organizationId={organizationId} webhook={webhook} />,
  };
  return [...columns, actions];
}
