'use client';

import type { OperatorWebhook } from '@modelmint/db/system/operator-webhooks';
import { Webhook } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { ReplayButton } from './replay-button.tsx';

/** Webhooks as they came; each is applied by reading Stripe again. */
export function WebhookPanel({ webhooks }: { webhooks: readonly OperatorWebhook[] }) {
  const t = useTranslations('operator');
  const waiting = webhooks.filter((webhook) => webhook.processedAt === null).length;
  return (
    <Panel title={t('webhooks.title')} aside={t('webhooks.wait', { count: waiting })} isFlush>
      <DataTable
        label={t('webhooks.title')}
        columns={columnsOf(t)}
        rows={webhooks}
        idOf={(webhook) => `${webhook.source}:${webhook.externalId}`}
        empty={
          <EmptyState icon={<Icon of={Webhook} />} title={t('webhooks.empty.title')}>
            {t('webhooks.empty.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function WebhookState({ webhook }: { webhook: OperatorWebhook }) {
  const t = useTranslations('operator');
  if (webhook.processedAt !== null) return <Status kind="succeeded">{t('webhooks.applied')}</Status>;
  if (webhook.error === null) return <Status kind="pending">{t('webhooks.waiting')}</Status>;
  return <Status kind="overdue">{t('webhooks.again')}</Status>;
}

function columnsOf(t: Translate<'operator'>): Column<OperatorWebhook>[] {
  return [
    {
      id: 'type',
      header: t('webhooks.event'),
      place: 'lead',
      cell: (webhook) => (
        <span title={webhook.externalId}>
          <code>{webhook.type}</code>
          {webhook.error && <small className="text-danger!">{webhook.error}</small>}
        </span>
      ),
    },
    { id: 'state', header: t('state'), cell: (webhook) => <WebhookState webhook={webhook} /> },
    { id: 'attempts', header: t('jobs.attempts'), isNumber: true, cell: (webhook) => webhook.attempts },
    {
      id: 'at',
      header: t('webhooks.received'),
      isNumber: true,
      place: 'main',
      cell: (webhook) => <RelativeTime at={webhook.receivedAt} />,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: ({ source, externalId, type }) => (
        <ReplayButton
          path={`/api/operator/webhooks/${encodeURIComponent(source)}/${encodeURIComponent(externalId)}/replay`}
          label={t('webhooks.replay')}
          name={t('webhooks.replayName', { type })}
          done={t('webhooks.replayed')}
        />
      ),
    },
  ];
}
