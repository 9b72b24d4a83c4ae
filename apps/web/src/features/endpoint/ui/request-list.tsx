'use client';

import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatDuration, formatTokens } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import { RequestResult, reasonOf } from './request-result.tsx';
import type { RequestRow } from './request-row.ts';

interface RequestListProps {
  requests: readonly RequestRow[];
  /** How to send the first. */
  emptyAction?: ReactNode;
}

/** Latest calls; one of them in a drawer, whose id is in the URL. J and K step through the list. */
export function RequestList({ requests, emptyAction }: RequestListProps) {
  const t = useTranslations('endpoint');
  const { query, set, replace } = useUrlFilters();
  const at = requests.findIndex((request) => request.id === query.get('request'));
  const shown = requests[at];
  const show = (request: RequestRow | undefined) => set({ request: request?.id ?? null });
  useEffect(() => {
    if (at < 0) return;
    const press = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      const next = step === undefined ? undefined : requests[at + step];
      if (next !== undefined && !(event.target instanceof HTMLInputElement)) replace({ request: next.id });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return (
    <>
      <DataTable
        label={t('requests.label')}
        columns={columnsOf(t, show)}
        rows={requests}
        idOf={(request) => request.id}
        {...(shown ? { selectedId: shown.id } : {})}
        empty={
          <EmptyState icon={<Icon of={Send} />} title={t('requests.emptyTitle')} actions={emptyAction}>
            {t('requests.emptyText')}
          </EmptyState>
        }
      />
      <Drawer
        isOpen={shown !== undefined}
        onOpenChange={() => show(undefined)}
        title={shown?.id ?? ''}
        {...(shown ? { description: <RelativeTime at={shown.createdAt} /> } : {})}
      >
        {shown && <RequestDetail request={shown} />}
      </Drawer>
    </>
  );
}

function RequestDetail({ request }: { request: RequestRow }) {
  const t = useTranslations('endpoint');
  return (
    <>
      {request.status >= 400 && (
        <Note tone={request.status >= 500 ? 'danger' : 'warning'}>
          {t.rich('requests.failed', {
            status: String(request.status),
            reason: reasonOf(t, request),
            b: (chunks) => <b>{chunks}</b>,
          })}
        </Note>
      )}
      <KeyValues
        rows={[
          { label: t('requests.request'), value: <CopyId id={request.id} what={t('requests.requestId')} /> },
          { label: t('requests.time'), value: formatExactTime(request.createdAt) },
          { label: t('requests.result'), value: <RequestResult request={request} /> },
          { label: t('requests.sentBy'), value: request.keyName ?? t('requests.playground') },
          { label: t('requests.inputs'), value: formatCount(request.inputs) },
          ...tokenRows(t, request),
          { label: t('requests.latency'), value: formatDuration(request.latencyMs) },
          { label: t('requests.price'), value: formatMicros(request.amountMicros), isTotal: true },
        ]}
      />
      <p className="text-small text-fg-3">{t('requests.privacy')}</p>
    </>
  );
}

function tokenRows(t: Translate<'endpoint'>, { inputTokens, outputTokens }: RequestRow): KeyValue[] {
  const answered = { value: formatTokens(outputTokens) };
  if (inputTokens === 0 && outputTokens > 0) return [{ label: t('requests.answeredTokens'), ...answered }];
  const input = { label: t('requests.inputTokens'), value: formatTokens(inputTokens) };
  return outputTokens === 0 ? [input] : [input, { label: t('requests.writtenTokens'), ...answered }];
}

function columnsOf(t: Translate<'endpoint'>, show: (request: RequestRow) => void): Column<RequestRow>[] {
  const hasNone = ({ inputTokens, outputTokens }: RequestRow) => inputTokens + outputTokens === 0;
  return [
    {
      id: 'request',
      header: t('requests.request'),
      place: 'lead',
      cell: (request) => (
        <button
          type="button"
          onClick={() => show(request)}
          aria-label={t('requests.show', { id: request.id })}
          className="max-w-36 truncate hover:underline"
        >
          <code>{request.id}</code>
        </button>
      ),
    },
    { id: 'result', header: t('requests.result'), cell: (request) => <RequestResult request={request} /> },
    {
      id: 'tokens',
      header: t('requests.tokens'),
      isNumber: true,
      cell: ({ inputTokens, outputTokens }) =>
        inputTokens === 0 || outputTokens === 0
          ? formatCount(inputTokens + outputTokens)
          : `${formatCount(inputTokens)} + ${formatCount(outputTokens)}`,
      isEmpty: hasNone,
    },
    {
      id: 'latency',
      header: t('requests.latency'),
      isNumber: true,
      cell: (request) => formatDuration(request.latencyMs),
    },
    {
      id: 'price',
      header: t('requests.price'),
      isNumber: true,
      place: 'main',
      cell: (request) => formatMicros(request.amountMicros),
    },
    {
      id: 'sent',
      header: t('requests.sent'),
      isNumber: true,
      cell: (request) => <RelativeTime at={request.createdAt} />,
    },
  ];
}
