'use client';

import type { ListedPrice } from '@modelmint/db/list-prices';
import type { PriceBookRow } from '@modelmint/db/system/price-books';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { BookTable } from './book-table.tsx';
import { PriceEditor } from './price-editor.tsx';
import { PriceList } from './price-list.tsx';

export interface PricesPageProps {
  books: readonly PriceBookRow[];
  /** Of the newest book. */
  prices: readonly ListedPrice[];
  /** An older book that is looked at. */
  shown: { version: number; prices: readonly ListedPrice[] } | null;
}

const minute = (at: Date): string => `${formatExactTime(at).slice(0, 16)} UTC`;

export function PricesPage({ books, prices, shown }: PricesPageProps) {
  const t = useTranslations('operator');
  const newest = books.find(({ state }) => state !== 'withdrawn');
  const current = books.find(({ state }) => state === 'current');
  return (
    <Page>
      <PageHeader
        title={t('prices.title')}
        facts={[
          current === undefined
            ? t('prices.none')
            : t('prices.inForce', { version: String(current.version), since: minute(current.effectiveFrom) }),
          ...books
            .filter(({ state }) => state === 'next')
            .map(({ version, effectiveFrom }) =>
              t('prices.next', { version: String(version), from: minute(effectiveFrom) }),
            ),
        ]}
      />
      {newest === undefined ? (
        <Panel>
          <EmptyState icon={null} title={t('prices.none')} />
        </Panel>
      ) : shown === null ? (
        // A book that somebody else has published meanwhile is another one to edit.
        <PriceEditor key={newest.version} version={newest.version} prices={prices} />
      ) : (
        <PriceList version={shown.version} prices={shown.prices} />
      )}
      <BookTable books={books} shownVersion={shown?.version ?? newest?.version ?? null} />
    </Page>
  );
}
