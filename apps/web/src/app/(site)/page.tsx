import { readPublicDemo } from '@modelmint/db/system/read-public-demo';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../deps.ts';
import { pageSession } from '../../features/organization/server/page-context.ts';
import { readPriceList } from '../../features/site/server/read-price-list.ts';
import { LandingPage } from '../../features/site/ui/landing-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site');
  return { title: { absolute: t('home.title') }, description: t('home.description'), robots: { index: true } };
}

/** For everybody; whoever is signed in goes on to their work. */
export default async function SiteHome() {
  if ((await pageSession()) !== null) redirect('/home');
  const { env, db } = deps();
  const [prices, demo] = await Promise.all([readPriceList(), readPublicDemo(db)]);
  return <LandingPage prices={prices} baseUrl={`${env.publicUrl}/v1`} demo={demo?.endpoint ?? null} />;
}
