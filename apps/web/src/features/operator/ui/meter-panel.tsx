'use client';

import type { OperatorMeterEvent } from '@modelmint/db/system/operator-meter-events';
import { Gauge } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import { ReplayButton } from './replay-button.tsx';

const looks: Record<OperatorMeterEvent['state'], StatusKind> = {
  PENDING: 'pending',
  SENDING: 'running',
  AMBIGUOUS: 'overdue',
  ACCEPTED: 'succeeded',
  REJECTED: 'failed',
  SUPERSEDED: 'cancelled',
};
const isDone = ({ state }: OperatorMeterEvent): boolean => state === 'ACCEPTED' || state === 'SUPERSEDED';

/** Hourly totals on their way to Stripe's meters. */
export function MeterPanel({ events }: { events: readonly OperatorMeterEvent[] }) {
  const t = useTranslations('operator');
  const open = events.filter((event) => !isDone(event));
  const left = open.reduce((sum, event) => sum + event.amountMicros, 0n);
  return (
    <Panel
      title={t('meters.title')}
      aside={t('meters.left', { count: open.length, amount: formatMoney(left) })}
      isFlush
    >
      <DataTable
        label={t('meters.title')}
        columns={columnsOf(t)}
        rows={events}
        idOf={(event) => event.identifier}
        empty={
          <EmptyState icon={<Icon of={Gauge} />} title={t('meters.empty.title')}>
            {t('meters.empty.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function columnsOf(t: Translate<'operator'>): Column<OperatorMeterEvent>[] {
  return [
    {
      id: 'organization',
      header: t('organization'),
      place: 'lead',
      cell: (event) => (
        <span title={event.identifier}>
          {event.organizationName}
          {event.lastError && <small className="text-danger!">{event.lastError}</small>}
        </span>
      ),
    },
    { id: 'meter', header: t('meters.meter'), cell: (event) => event.meter },
    {
      id: 'hour',
      header: t('meters.hour'),
      isNumber: true,
      cell: (event) =>
        t('meters.hourOf', { hour: formatExactTime(event.hour).slice(0, 13), revision: String(event.revision) }),
    },
    {
      id: 'state',
      header: t('state'),
      cell: (event) => <Status kind={looks[event.state]}>{t(`meters.states.${event.state}`)}</Status>,
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumber: true,
      place: 'main',
      cell: (event) => formatMicros(event.amountMicros),
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (event) =>
        !isDone(event) &&
        event.state !== 'SENDING' && (
          <ReplayButton
            path={`/api/operator/meter-events/${encodeURIComponent(event.identifier)}/replay`}
            label={t('meters.replay')}
            name={t('meters.replayName', { name: event.organizationName })}
            done={t('meters.replayed')}
          />
        ),
    },
  ];
}
