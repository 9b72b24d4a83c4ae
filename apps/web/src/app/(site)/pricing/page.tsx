import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readPriceList } from '../../../features/site/server/read-price-list.ts';
import { PricingPage } from '../../../features/site/ui/pricing-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site');
  return { title: t('prices.title'), description: t('prices.description'), robots: { index: true } };
}

export default async function Pricing() {
  return <PricingPage prices={await readPriceList()} />;
}
