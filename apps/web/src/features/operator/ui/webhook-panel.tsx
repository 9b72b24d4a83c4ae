'use client';

import type { OperatorWebhook } from '@modelmint/db/system/operator-webhooks';
import { Webhook } from 'lucide-react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';

/** Webhooks as they came; each is applied by reading Stripe again. */
export function WebhookPanel({ webhooks }: { webhooks: readonly OperatorWebhook[] }) {
  const waiting = webhooks.filter((webhook) => webhook.processedAt === null).length;
  return (
    <Panel title="Webhooks" aside={waiting === 0 ? 'none waits' : `${waiting} wait`} isFlush>
      <DataTable
        label="Webhooks"
        columns={columns}
        rows={webhooks}
        idOf={(webhook) => `${webhook.source}:${webhook.externalId}`}
        empty={
          <EmptyState icon={<Icon of={Webhook} />} title="No webhooks yet">
            Stripe rings here when a payment, a plan or an invoice changes.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<OperatorWebhook>[] = [
  {
    id: 'type',
    header: 'Event',
    place: 'lead',
    cell: (webhook) => (
      <span title={webhook.externalId}>
        <code>{webhook.type}</code>
        {webhook.error && <small className="text-danger!">{webhook.error}</small>}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: (webhook) => (
      <Status kind={webhook.processedAt !== null ? 'succeeded' : webhook.error === null ? 'pending' : 'overdue'}>
        {webhook.processedAt !== null ? 'Applied' : webhook.error === null ? 'Waiting' : 'Tried again'}
      </Status>
    ),
  },
  { id: 'attempts', header: 'Attempts', isNumber: true, cell: (webhook) => webhook.attempts },
  {
    id: 'at',
    header: 'Received',
    isNumber: true,
    place: 'main',
    cell: (webhook) => <RelativeTime at={webhook.receivedAt} />,
  },
];
