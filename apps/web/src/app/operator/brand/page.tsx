import { readBrand } from '@modelmint/db/system/read-brand';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BrandPage } from '../../../features/brand/ui/brand-page.tsx';
import { operatorPage } from '../../../features/organization/server/page-context.ts';
import { ClientMessages } from '../../../i18n/client-messages.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('brand');
  return { title: t('title') };
}

export default async function OperatorBrand() {
  const { deps } = await operatorPage();
  return (
    <ClientMessages namespaces={['brand']}>
      <BrandPage brand={await readBrand(deps.db)} />
    </ClientMessages>
  );
}
