'use client';

import type { ListedPrice } from '@modelmint/db/list-prices';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../../ui/data-table.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Money } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { linesOf, type PriceLine } from './price-edits.ts';

/** An older book, to look at. */
export function PriceList({ version, prices }: { version: number; prices: readonly ListedPrice[] }) {
  const t = useTranslations('operator');
  const money = (micros: bigint | null) => micros !== null && <Money micros={micros} exact />;
  return (
    <Panel
      title={t('prices.table', { version: String(version) })}
      description={t('prices.aboutOld')}
      aside={
        <LinkButton size="small" href="/operator/prices">
          {t('prices.backToNewest')}
        </LinkButton>
      }
      isFlush
    >
      <DataTable<PriceLine>
        label={t('prices.table', { version: String(version) })}
        rows={linesOf(prices, [])}
        idOf={({ baseModel }) => baseModel}
        empty={null}
        columns={[
          {
            id: 'model',
            header: t('prices.model'),
            place: 'lead',
            cell: ({ baseModel }) => (baseModel === '*' ? t('prices.all') : <code>{baseModel}</code>),
          },
          {
            id: 'training',
            header: t('prices.training'),
            isNumber: true,
            cell: ({ training }) => money(training),
            isEmpty: ({ training }) => training === null,
          },
          {
            id: 'calls',
            header: t('prices.calls'),
            isNumber: true,
            place: 'main',
            cell: ({ inference }) => money(inference),
            isEmpty: ({ inference }) => inference === null,
          },
        ]}
      />
    </Panel>
  );
}
