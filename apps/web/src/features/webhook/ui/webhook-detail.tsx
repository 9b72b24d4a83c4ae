'use client';

import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { DeliveryView, WebhookView } from '../server/webhook-view.ts';
import { DeliveryList } from './delivery-list.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhookStatus } from './webhook-status.tsx';

interface WebhookDetailProps {
  organizationId: string;
  webhook: WebhookView;
  /** Of the project that it hears of; null: of all. */
  projectName: string | null;
  deliveries: readonly DeliveryView[];
  hasMore: boolean;
}

/** One webhook and what was sent to it. */
export function WebhookDetail(props: WebhookDetailProps) {
  const { organizationId, webhook, projectName, deliveries, hasMore } = props;
  const t = useTranslations('webhook');
  const host = new URL(webhook.url).host;
  return (
    <Page>
      <PageCrumb name={host} />
      <PageHeader
        title={host}
        badge={<WebhookStatus webhook={webhook} isBadge />}
        facts={[
          <CopyId key="id" id={webhook.id} what={t('detail.id')} />,
          <span key="added">{t.rich('detail.added', { at: () => <RelativeTime at={webhook.createdAt} /> })}</span>,
        ]}
        actions={<WebhookActions organizationId={organizationId} webhook={webhook} isOwnPage />}
      />
      <WebhookNotes webhook={webhook} />
      <Columns>
        <Column span={8}>
          <DeliveryList
            home={`/organizations/${organizationId}/webhooks/${webhook.id}`}
            deliveries={deliveries}
            hasMore={hasMore}
            canResend={webhook.isEnabled}
          />
        </Column>
        <Column span={4}>
          <Panel title={t('detail.about')}>
            <p className="mb-2">
              <span className="block text-small text-fg-3">{t('detail.url')}</span>
              <code className="break-all">{webhook.url}</code>
            </p>
            <KeyValues
              rows={[
                ...(webhook.description === '' ? [] : [{ label: t('detail.description'), value: webhook.description }]),
                { label: t('detail.scope'), value: projectName ?? t('list.everyProject') },
                {
                  label: t('detail.events'),
                  value: webhook.events.map((type) => (
                    <code key={type} className="block">
                      {type}
                    </code>
                  )),
                },
              ]}
            />
          </Panel>
        </Column>
      </Columns>
    </Page>
  );
}

/** Why nothing arrives, and what the next days bring. */
function WebhookNotes({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhook');
  const { isEnabled, disabledReason, failingSince, previousUntil } = webhook;
  const offKey =
    disabledReason === 'failing'
      ? 'detail.offFailing'
      : disabledReason === 'gone'
        ? 'detail.offGone'
        : 'detail.offPerson';
  return (
    <>
      {!isEnabled && <Note tone={disabledReason === 'person' ? 'neutral' : 'danger'}>{t(offKey)}</Note>}
      {isEnabled && failingSince !== null && (
        <Note tone="warning">{t.rich('detail.failing', { at: () => <RelativeTime at={failingSince} /> })}</Note>
      )}
      {previousUntil !== null && (
        <Note tone="neutral">{t.rich('detail.twoSecrets', { at: () => <RelativeTime at={previousUntil} /> })}</Note>
      )}
    </>
  );
}
