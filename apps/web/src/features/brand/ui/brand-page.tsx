'use client';

import type { StoredBrand } from '@modelmint/domain/brand';
import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { IdentityForm } from './identity-form.tsx';
import { LogoPanel } from './logo-panel.tsx';

/** How the platform calls and dresses itself before the operator's customers. */
export function BrandPage({ brand }: { brand: StoredBrand }) {
  const t = useTranslations('brand');
  return (
    <Page>
      <PageHeader title={t('title')} facts={[t('facts')]} />
      <Columns>
        <Column span={7}>
          <IdentityForm brand={brand} />
        </Column>
        <Column span={5}>
          <LogoPanel logo={brand.logo} />
          <Panel title={t('elsewhere.title')}>
            <p className="text-pretty text-fg-2">{t('elsewhere.text')}</p>
          </Panel>
        </Column>
      </Columns>
    </Page>
  );
}
