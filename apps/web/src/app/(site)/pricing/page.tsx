import type { Metadata } from 'next';
import { readPriceList } from '../../../features/site/server/read-price-list.ts';
import { PricingPage } from '../../../features/site/ui/pricing-page.tsx';

export const metadata: Metadata = {
  title: 'Prices',
  description: 'What training and calling a model costs, from the price book in force.',
  robots: { index: true },
};

export default async function Pricing() {
  return <PricingPage prices={await readPriceList()} />;
}
