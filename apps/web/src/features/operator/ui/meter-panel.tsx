'use client';

import type { OperatorMeterEvent } from '@modelmint/db/system/operator-meter-events';
import { Gauge } from 'lucide-react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';

const looks: Record<OperatorMeterEvent['state'], { kind: StatusKind; word: string }> = {
  PENDING: { kind: 'pending', word: 'Waiting' },
  SENDING: { kind: 'running', word: 'Sending' },
  AMBIGUOUS: { kind: 'overdue', word: 'Unknown, sent again' },
  ACCEPTED: { kind: 'succeeded', word: 'Accepted' },
  REJECTED: { kind: 'failed', word: 'Rejected' },
  SUPERSEDED: { kind: 'cancelled', word: 'Replaced' },
};

/** Hourly totals on their way to Stripe's meters. */
export function MeterPanel({ events }: { events: readonly OperatorMeterEvent[] }) {
  const open = events.filter(({ state }) => state !== 'ACCEPTED' && state !== 'SUPERSEDED');
  const left = open.reduce((sum, event) => sum + event.amountMicros, 0n);
  return (
    <Panel
      title="Meter events"
      aside={open.length === 0 ? 'all sent' : `${open.length} not sent, ${formatMoney(left)}`}
      isFlush
    >
      <DataTable
        label="Meter events"
        columns={columns}
        rows={events}
        idOf={(event) => event.identifier}
        empty={
          <EmptyState icon={<Icon of={Gauge} />} title="No meter events yet">
            Usage that goes on an invoice is reported to Stripe here, hour by hour.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<OperatorMeterEvent>[] = [
  {
    id: 'organization',
    header: 'Organization',
    place: 'lead',
    cell: (event) => (
      <span title={event.identifier}>
        {event.organizationName}
        {event.lastError && <small className="text-danger!">{event.lastError}</small>}
      </span>
    ),
  },
  { id: 'meter', header: 'Meter', cell: (event) => event.meter },
  {
    id: 'hour',
    header: 'Hour, UTC',
    isNumber: true,
    cell: (event) => `${formatExactTime(event.hour).slice(0, 13)} h, r${event.revision}`,
  },
  {
    id: 'state',
    header: 'State',
    cell: (event) => <Status kind={looks[event.state].kind}>{looks[event.state].word}</Status>,
  },
  {
    id: 'amount',
    header: 'Amount',
    isNumber: true,
    place: 'main',
    cell: (event) => formatMicros(event.amountMicros),
  },
];
