'use client';

import { FileText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
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
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
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
  const t = useTranslations('billing');
  const { query, set } = useUrlFilters();
  const shown = invoices.find((invoice) => invoice.id === query.get('invoice'));
  const show = (invoice: InvoiceRow | null) => set({ invoice: invoice?.id ?? null });
  return (
    <Panel title={t('invoices.title')} isFlush>
      <DataTable
        label={t('invoices.title')}
        columns={columnsOf(t, show)}
        rows={invoices}
        idOf={(invoice) => invoice.id}
        sortedBy={{ id: 'date', desc: true }}
        {...(shown ? { selectedId: shown.id } : {})}
        empty={
          <EmptyState icon={<Icon of={FileText} />} title={t('invoices.empty')}>
            {t('invoices.emptyText')}
          </EmptyState>
        }
      />
      <Drawer
        isOpen={shown !== undefined}
        onOpenChange={() => show(null)}
        title={shown ? t('invoices.one', { number: nameOf(t, shown) }) : ''}
        {...(shown
          ? {
              description: t('invoices.period', {
                from: formatDay(shown.periodStart),
                to: formatDay(shown.periodEnd),
              }),
            }
          : {})}
      >
        {shown && <InvoiceDetail invoice={shown} />}
      </Drawer>
    </Panel>
  );
}

const nameOf = (t: Translate<'billing'>, invoice: InvoiceRow): string => invoice.number ?? t('invoices.draft');

function InvoiceDetail({ invoice }: { invoice: InvoiceRow }) {
  const t = useTranslations('billing');
  return (
    <>
      <Status kind={kinds[invoice.status] ?? 'open'} />
      <KeyValues
        rows={[
          ...invoice.lines.map((line) => ({
            label: wordsOf(t, line),
            ...detailOf(t, line),
            value: formatCents(BigInt(line.amountCents), invoice.currency),
          })),
          { label: t('invoices.total'), value: formatCents(invoice.totalCents, invoice.currency), isTotal: true },
        ]}
      />
      {invoice.hostedUrl && (
        <a href={invoice.hostedUrl} target="_blank" rel="noreferrer" className={buttonStyle()}>
          {t('invoices.open')}
        </a>
      )}
    </>
  );
}

/** A metered line has micro-dollars as its quantity: the usage page to the last decimal. */
function wordsOf(t: Translate<'billing'>, { meter, quantity, description }: InvoiceLine): string {
  if (meter === null) return description;
  const amount = formatMicros(BigInt(quantity));
  if (meter === 'training') return t('invoices.meters.training', { amount });
  return meter === 'inference'
    ? t('invoices.meters.inference', { amount })
    : t('invoices.meters.other', { meter, amount });
}

function detailOf(t: Translate<'billing'>, { meter }: InvoiceLine): { labelDetail?: string } {
  return meter === null ? {} : { labelDetail: t('invoices.rounded') };
}

function columnsOf(t: Translate<'billing'>, show: (invoice: InvoiceRow) => void): Column<InvoiceRow>[] {
  return [
    {
      id: 'number',
      header: t('invoices.number'),
      place: 'lead',
      cell: (invoice) => (
        <button type="button" onClick={() => show(invoice)} className="text-left whitespace-nowrap hover:underline">
          {nameOf(t, invoice)}
        </button>
      ),
    },
    {
      id: 'for',
      header: t('invoices.for'),
      place: 'wide',
      cell: (invoice) => (
        <span className="line-clamp-1 max-md:line-clamp-2">
          {invoice.lines.map((line) => wordsOf(t, line)).join(', ')}
        </span>
      ),
      isEmpty: (invoice) => invoice.lines.length === 0,
    },
    { id: 'state', header: t('invoices.state'), cell: (invoice) => <Status kind={kinds[invoice.status] ?? 'open'} /> },
    {
      id: 'amount',
      header: t('invoices.amount'),
      isNumber: true,
      place: 'main',
      cell: (invoice) => formatCents(invoice.totalCents, invoice.currency),
      sortBy: (invoice) => invoice.totalCents,
    },
    {
      id: 'date',
      header: t('invoices.date'),
      isNumber: true,
      cell: (invoice) => formatDay(invoice.createdAt),
      sortBy: (invoice) => invoice.createdAt,
    },
  ];
}
