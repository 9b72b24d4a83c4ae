import { readPriceBook, readPriceBooks } from '@modelmint/db/system/price-books';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PricesPage } from '../../../features/operator/ui/prices-page.tsx';
import { operatorPage } from '../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('prices.title') };
}

interface OperatorPricesProps {
  searchParams: Promise<{ book?: string | string[] }>;
}

export default async function OperatorPrices({ searchParams }: OperatorPricesProps) {
  const { deps } = await operatorPage();
  const asked = [(await searchParams).book].flat()[0] ?? '';
  const { books, prices } = await readPriceBooks(deps.db);
  // What is no older version, such as one that somebody has typed, shows the newest.
  const newest = books.find(({ state }) => state !== 'withdrawn');
  const older = books.find(({ version }) => version !== newest?.version && String(version) === asked);
  const shown = older === undefined ? null : await readPriceBook(deps.db, older.version);
  return (
    <PricesPage
      books={books}
      prices={prices}
      shown={older === undefined || shown === null ? null : { version: older.version, prices: shown }}
    />
  );
}
