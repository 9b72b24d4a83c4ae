'use client';

import { Send } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { olderHref } from '../../../ui/older-href.ts';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Select } from '../../../ui/select.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import type { DeliveryView } from '../server/webhook-view.ts';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { DeliveryStatus } from './delivery-status.tsx';

interface DeliveryListProps {
  /** Of the page of the webhook, from its first slash. */
  home: string;
  /** null while they are on their way. */
  deliveries: readonly DeliveryView[] | null;
  hasMore: boolean;
  canResend: boolean;
}

const every = 'all';

/** What was sent to a webhook, newest first. */
export function DeliveryList({ home, deliveries, hasMore, canResend }: DeliveryListProps) {
  const t = useTranslations('webhook');
  const { query, set } = useUrlFilters();
  const state = query.get('state');
  const shown = deliveries?.find(({ id }) => id === query.get('delivery')) ?? null;
  const show = (id: string | null) => set({ delivery: id });
  const last = deliveries?.at(-1);
  return (
    <>
      <Panel
        title={t('delivery.title')}
        isFlush
        aside={
          <Select
            label={t('delivery.state')}
            className="w-40!"
            options={[
              { value: every, label: t('delivery.every') },
              { value: 'due', label: t('delivery.due') },
              { value: 'delivered', label: t('delivery.delivered') },
              { value: 'failed', label: t('delivery.failed') },
            ]}
            value={state ?? every}
            onValueChange={(value) => set({ state: value === every ? null : value, after: null, delivery: null })}
          />
        }
        foot={
          <>
            <span>{t('delivery.keep')}</span>
            <span className="flex gap-2">
              {query.has('after') && (
                <LinkButton size="small" href={state === null ? home : `${home}?state=${state}`}>
                  {t('delivery.newest')}
                </LinkButton>
              )}
              {hasMore && last && (
                <LinkButton size="small" href={`${home}${olderHref({ state: state ?? undefined, after: last.id })}`}>
                  {t('delivery.older')}
                </LinkButton>
              )}
            </span>
          </>
        }
      >
        <DataTable
          label={t('delivery.title')}
          columns={useColumns(show)}
          rows={deliveries}
          idOf={({ id }) => id}
          {...(shown ? { selectedId: shown.id } : {})}
          empty={
            <EmptyState
              icon={<Icon of={Send} />}
              title={state === null ? t('delivery.empty.title') : t('delivery.empty.filteredTitle')}
              actions={state !== null && <LinkButton href={home}>{t('delivery.empty.showAll')}</LinkButton>}
            >
              {state === null ? t('delivery.empty.text') : t('delivery.empty.filteredText')}
            </EmptyState>
          }
        />
      </Panel>
      <DeliveryInDrawer home={home} shown={shown} canResend={canResend} onClose={() => show(null)} />
    </>
  );
}

interface DeliveryInDrawerProps extends Pick<DeliveryListProps, 'home' | 'canResend'> {
  shown: DeliveryView | null;
  onClose: () => void;
}

function DeliveryInDrawer({ home, shown, canResend, onClose }: DeliveryInDrawerProps) {
  const t = useTranslations('webhook');
  const router = useRouter();
  const resend = async (id: string) => {
    await callApi(`/api${home}/deliveries/${id}/resend`, { body: {} });
    showToast({ title: t('delivery.resent') });
    router.refresh();
  };
  return (
    <Drawer isOpen={shown !== null} onOpenChange={onClose} title={shown?.type ?? ''}>
      {shown && (
        <DeliveryDrawer
          key={shown.id}
          delivery={shown}
          onResend={canResend && shown.state !== 'due' ? () => resend(shown.id) : null}
        />
      )}
    </Drawer>
  );
}

function useColumns(show: (id: string) => void): Column<DeliveryView>[] {
  const t = useTranslations('webhook');
  return [
    {
      id: 'event',
      header: t('delivery.event'),
      place: 'lead',
      cell: ({ id, type }) => (
        <button type="button" onClick={() => show(id)} className="text-left hover:underline">
          <code>{type}</code>
        </button>
      ),
    },
    { id: 'state', header: t('delivery.state'), place: 'plain', cell: ({ state }) => <DeliveryStatus state={state} /> },
    {
      id: 'answer',
      header: t('delivery.answer'),
      place: 'rest',
      isNumber: true,
      cell: ({ responseStatus, attempts }) => responseStatus ?? (attempts > 0 ? t('delivery.noAnswer') : null),
      isEmpty: ({ attempts }) => attempts === 0,
    },
    {
      id: 'attempts',
      header: t('delivery.attempts'),
      place: 'rest',
      isNumber: true,
      cell: ({ attempts }) => attempts,
    },
    {
      id: 'when',
      header: t('delivery.when'),
      place: 'main',
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
  ];
}
