'use client';

import { Send } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
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
import { formatMicros } from '../../usage/ui/format-micros.ts';
import { RequestResult, resultOf } from './request-result.tsx';
import type { RequestRow } from './request-row.ts';

interface RequestListProps {
  requests: readonly RequestRow[];
  /** How to send the first. */
  emptyAction?: ReactNode;
}

/** Latest calls; one of them in a drawer, whose id is in the URL. J and K step through the list. */
export function RequestList({ requests, emptyAction }: RequestListProps) {
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  const at = requests.findIndex((request) => request.id === query.get('request'));
  const shown = requests[at];
  const show = (request: RequestRow | undefined) => {
    const next = new URLSearchParams(query);
    if (request === undefined) next.delete('request');
    else next.set('request', request.id);
    router.replace(next.size === 0 ? path : `${path}?${next}`, { scroll: false });
  };
  useEffect(() => {
    if (at < 0) return;
    const press = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      const next = step === undefined ? undefined : requests[at + step];
      if (next !== undefined && !(event.target instanceof HTMLInputElement)) show(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return (
    <>
      <DataTable
        label="Latest requests"
        columns={columnsOf(show)}
        rows={requests}
        idOf={(request) => request.id}
        {...(shown ? { selectedId: shown.id } : {})}
        empty={
          <EmptyState icon={<Icon of={Send} />} title="No requests yet" actions={emptyAction}>
            Run one of the examples with an API key, or send one from the playground. Each call stands here with its
            tokens, latency and price.
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
  const { isOk, reason } = resultOf(request);
  return (
    <>
      {!isOk && (
        <Note tone={request.status >= 500 ? 'danger' : 'warning'}>
          <b>
            {request.status}, {reason}.
          </b>{' '}
          Nothing was charged.
        </Note>
      )}
      <KeyValues
        rows={[
          { label: 'Request', value: <CopyId id={request.id} what="request id" /> },
          { label: 'Time', value: formatExactTime(request.createdAt) },
          { label: 'Result', value: <RequestResult request={request} /> },
          { label: 'Sent by', value: request.keyName ?? 'Playground' },
          { label: 'Inputs', value: formatCount(request.inputs) },
          ...tokenRows(request),
          { label: 'Latency', value: formatDuration(request.latencyMs) },
          { label: 'Price', value: formatMicros(request.amountMicros), isTotal: true },
        ]}
      />
      <p className="text-small text-fg-3">What is sent and what is answered is never stored.</p>
    </>
  );
}

function tokenRows({ inputTokens, outputTokens }: RequestRow): KeyValue[] {
  const answered = { value: formatTokens(outputTokens) };
  if (inputTokens === 0 && outputTokens > 0) return [{ label: 'Answered tokens', ...answered }];
  const input = { label: 'Input tokens', value: formatTokens(inputTokens) };
  return outputTokens === 0 ? [input] : [input, { label: 'Written tokens', ...answered }];
}

function columnsOf(show: (request: RequestRow) => void): Column<RequestRow>[] {
  const hasNone = ({ inputTokens, outputTokens }: RequestRow) => inputTokens + outputTokens === 0;
  return [
    {
      id: 'request',
      header: 'Request',
      place: 'lead',
      cell: (request) => (
        <button
          type="button"
          onClick={() => show(request)}
          aria-label={`Show request ${request.id}`}
          className="max-w-36 truncate hover:underline"
        >
          <code>{request.id}</code>
        </button>
      ),
    },
    { id: 'result', header: 'Result', cell: (request) => <RequestResult request={request} /> },
    {
      id: 'tokens',
      header: 'Tokens',
      isNumber: true,
      cell: ({ inputTokens, outputTokens }) =>
        inputTokens === 0 || outputTokens === 0
          ? formatCount(inputTokens + outputTokens)
          : `${formatCount(inputTokens)} + ${formatCount(outputTokens)}`,
      isEmpty: hasNone,
    },
    { id: 'latency', header: 'Latency', isNumber: true, cell: (request) => formatDuration(request.latencyMs) },
    {
      id: 'price',
      header: 'Price',
      isNumber: true,
      place: 'main',
      cell: (request) => formatMicros(request.amountMicros),
    },
    { id: 'sent', header: 'Sent', isNumber: true, cell: (request) => <RelativeTime at={request.createdAt} /> },
  ];
}
