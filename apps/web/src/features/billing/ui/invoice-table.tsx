'use client';

import { FileText } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { buttonStyle } from '../../../ui/button-style.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCents } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { InvoiceLine, InvoiceRow } from './billing-view.ts';

const kinds: Record<string, StatusKind> = {
  paid: 'paid',
  open: 'open',
  draft: 'draft',
  void: 'void',
  uncollectible: 'overdue',
};

/** Invoices as Stripe has them; one of them in a drawer with its lines. */
export function InvoiceTable({ invoices }: { invoices: readonly InvoiceRow[] }) {
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  const shown = invoices.find((invoice) => invoice.id === query.get('invoice'));
  const show = (invoice: InvoiceRow | null) => {
    const next = new URLSearchParams(query);
    if (invoice === null) next.delete('invoice');
    else next.set('invoice', invoice.id);
    router.replace(next.size === 0 ? path : `${path}?${next}`, { scroll: false });
  };
  return (
    <Panel title="Invoices" isFlush>
      <DataTable
        label="Invoices"
        columns={columnsOf(show)}
        rows={invoices}
        idOf={(invoice) => invoice.id}
        sortedBy={{ id: 'date', desc: true }}
        {...(shown ? { selectedId: shown.id } : {})}
        empty={
          <EmptyState icon={<Icon of={FileText} />} title="No invoices yet">
            A plan is invoiced each month together with the usage of the month before. Credit is paid at once.
          </EmptyState>
        }
      />
      <Drawer
        isOpen={shown !== undefined}
        onOpenChange={() => show(null)}
        title={shown ? `Invoice ${nameOf(shown)}` : ''}
        {...(shown ? { description: `${formatDay(shown.periodStart)} – ${formatDay(shown.periodEnd)}, UTC` } : {})}
      >
        {shown && <InvoiceDetail invoice={shown} />}
      </Drawer>
    </Panel>
  );
}

const nameOf = (invoice: InvoiceRow): string => invoice.number ?? 'draft';

function InvoiceDetail({ invoice }: { invoice: InvoiceRow }) {
  return (
    <>
      <Status kind={kinds[invoice.status] ?? 'open'} />
      <KeyValues
        rows={[
          ...invoice.lines.map((line) => ({
            label: wordsOf(line),
            ...detailOf(line),
            value: formatCents(BigInt(line.amountCents), invoice.currency),
          })),
          { label: 'Total', value: formatCents(invoice.totalCents, invoice.currency), isTotal: true },
        ]}
      />
      {invoice.hostedUrl && (
        <a href={invoice.hostedUrl} target="_blank" rel="noreferrer" className={buttonStyle()}>
          Open invoice
        </a>
      )}
    </>
  );
}

const meterWords: Record<string, string> = { training: 'Training', inference: 'Inference' };

/** A metered line has micro-dollars as its quantity: the usage page to the last decimal. */
function wordsOf({ meter, quantity, description }: InvoiceLine): string {
  return meter === null ? description : `${meterWords[meter] ?? meter} usage ${formatMicros(BigInt(quantity))}`;
}

function detailOf({ meter }: InvoiceLine): { labelDetail?: string } {
  return meter === null ? {} : { labelDetail: 'as on the usage page, rounded once to cents' };
}

function columnsOf(show: (invoice: InvoiceRow) => void): Column<InvoiceRow>[] {
  return [
    {
      id: 'number',
      header: 'Number',
      place: 'lead',
      cell: (invoice) => (
        <button type="button" onClick={() => show(invoice)} className="text-left whitespace-nowrap hover:underline">
          {nameOf(invoice)}
        </button>
      ),
    },
    {
      id: 'for',
      header: 'For',
      place: 'wide',
      cell: (invoice) => (
        <span className="line-clamp-1 max-md:line-clamp-2">{invoice.lines.map(wordsOf).join(', ')}</span>
      ),
      isEmpty: (invoice) => invoice.lines.length === 0,
    },
    { id: 'state', header: 'State', cell: (invoice) => <Status kind={kinds[invoice.status] ?? 'open'} /> },
    {
      id: 'amount',
      header: 'Amount',
      isNumber: true,
      place: 'main',
      cell: (invoice) => formatCents(invoice.totalCents, invoice.currency),
      sortBy: (invoice) => invoice.totalCents,
    },
    {
      id: 'date',
      header: 'Date',
      isNumber: true,
      cell: (invoice) => formatDay(invoice.createdAt),
      sortBy: (invoice) => invoice.createdAt,
    },
  ];
}
