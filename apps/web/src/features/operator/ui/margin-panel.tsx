'use client';

import type { Margin } from '@modelmint/db/system/read-margins';
import { Scale, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatAmount, formatCount, formatDuration, formatShare, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';

interface MarginPanelProps {
  by: 'model' | 'organization';
  margins: readonly Margin[];
  total: Margin | null;
  only: { organization: { id: string; name: string } | null; model: string | null };
}

/** R = P × Q − C: what each model or organization brings in, less what workers cost while they were busy with it. */
export function MarginPanel({ by, margins, total, only }: MarginPanelProps) {
  const t = useTranslations('operator');
  const { set } = useUrlFilters();
  const open = (key: string) =>
    set(by === 'model' ? { model: key, by: 'organization' } : { organization: key, by: 'model' });
  const bound = only.organization?.name ?? only.model;
  return (
    <Panel
      title={t('margin.title')}
      description={t('margin.about')}
      aside={
        <Segments
          label={t('margin.by')}
          value={by}
          onValueChange={(value) => set({ by: value, model: null, organization: null })}
          options={[
            { value: 'model', label: t('margin.byModel') },
            { value: 'organization', label: t('margin.byOrganization') },
          ]}
        />
      }
      isFlush
    >
      {bound !== null && (
        <p className="flex items-center gap-2 px-4 pb-3 text-fg-2">
          <bdi className="[overflow-wrap:anywhere]">{t('margin.only', { name: bound })}</bdi>
          <Button
            size="small"
            variant="ghost"
            icon={<Icon of={X} />}
            onClick={() => set({ model: null, organization: null })}
          >
            {t('margin.showAll')}
          </Button>
        </p>
      )}
      <DataTable
        sortParam="sort-margin"
        label={t('margin.title')}
        columns={columnsOf(t, { by, onOpen: bound === null ? open : null })}
        rows={margins}
        idOf={({ key }) => key}
        {...(total === null || margins.length < 2 ? {} : { total: totalOf(t, total) })}
        empty={
          <EmptyState icon={<Icon of={Scale} />} title={t('margin.empty.title')}>
            {t('margin.empty.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

const marginOf = ({ revenueMicros, costMicros }: Margin): bigint => revenueMicros - costMicros;
const shareOf = (margin: Margin): number | null =>
  margin.revenueMicros === 0n ? null : Number(marginOf(margin)) / Number(margin.revenueMicros);
/** P: micro-USD for 1,000,000, over all that was counted. */
const priceOf = ({ revenueMicros, tokens }: Margin): bigint | null =>
  tokens === 0n ? null : (revenueMicros * 1_000_000n) / tokens;

function totalOf(t: Translate<'operator'>, total: Margin) {
  return {
    name: t('revenue.total'),
    quantity: formatShortCount(total.tokens),
    revenue: <Amount micros={total.revenueMicros} />,
    time: formatDuration(Number(total.milliseconds)),
    cost: <Amount micros={total.costMicros} />,
    margin: <Amount micros={marginOf(total)} />,
  };
}

function columnsOf(
  t: Translate<'operator'>,
  { by, onOpen }: { by: 'model' | 'organization'; onOpen: ((key: string) => void) | null },
): Column<Margin>[] {
  return [
    {
      id: 'name',
      header: t(by === 'model' ? 'baseModels.model' : 'organization'),
      place: 'lead',
      cell: ({ key, name }) =>
        onOpen === null ? (
          <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
        ) : (
          <button
            type="button"
            className="text-left [overflow-wrap:anywhere] hover:underline"
            title={t(by === 'model' ? 'margin.openModel' : 'margin.openOrganization')}
            onClick={() => onOpen(key)}
          >
            <bdi>{name}</bdi>
          </button>
        ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'quantity',
      header: t('margin.quantity'),
      isNumber: true,
      cell: ({ tokens }) => <span title={formatCount(tokens)}>{formatShortCount(tokens)}</span>,
      isEmpty: ({ tokens }) => tokens === 0n,
      sortBy: ({ tokens }) => tokens,
    },
    {
      id: 'price',
      header: t('margin.price'),
      isNumber: true,
      cell: (margin) => <Amount micros={priceOf(margin) ?? 0n} />,
      isEmpty: (margin) => priceOf(margin) === null,
      sortBy: priceOf,
    },
    {
      id: 'revenue',
      header: t('margin.revenue'),
      isNumber: true,
      cell: ({ revenueMicros }) => <Amount micros={revenueMicros} />,
      sortBy: ({ revenueMicros }) => revenueMicros,
    },
    {
      id: 'time',
      header: t('margin.time'),
      isNumber: true,
      cell: ({ milliseconds, uncostedMilliseconds }) => (
        <span title={uncostedMilliseconds > 0n ? t('margin.uncosted') : undefined}>
          {formatDuration(Number(milliseconds))}
          {uncostedMilliseconds > 0n && <small className="text-warning!">{t('margin.uncostedShort')}</small>}
        </span>
      ),
      isEmpty: ({ milliseconds }) => milliseconds === 0n,
      sortBy: ({ milliseconds }) => milliseconds,
    },
    {
      id: 'cost',
      header: t('margin.cost'),
      isNumber: true,
      cell: ({ costMicros }) => <Amount micros={costMicros} />,
      sortBy: ({ costMicros }) => costMicros,
    },
    {
      id: 'margin',
      header: t('margin.margin'),
      isNumber: true,
      place: 'main',
      cell: (margin) => <MarginCell margin={margin} />,
      sortBy: marginOf,
    },
  ];
}

/** Below a cent as it is: `$0.00` would say that nothing was. */
function Amount({ micros }: { micros: bigint }) {
  return <span className="whitespace-nowrap tabular-nums">{formatAmount(micros)}</span>;
}

function MarginCell({ margin }: { margin: Margin }) {
  const share = shareOf(margin);
  return (
    <span className={marginOf(margin) < 0n ? 'text-danger' : undefined}>
      <Amount micros={marginOf(margin)} />
      {share !== null && <small>{formatShare(share)}</small>}
    </span>
  );
}
