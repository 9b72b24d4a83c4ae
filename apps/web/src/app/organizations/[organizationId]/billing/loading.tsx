import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../../ui/columns.tsx';
import { Page } from '../../../../ui/page.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function BillingLoading() {
  const t = useTranslations('billing');
  return (
    <Page>
      <PageHeader title={t('title')} facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <Columns stretch>
        {[t('spend.title'), t('credit.title'), t('plan.title')].map((title) => (
          <Column key={title} span={4}>
            <Panel title={title}>
              <div aria-busy="true" className="h-[196px]">
                <Skeleton width="96px" height="20px" className="my-1.5" />
              </div>
            </Panel>
          </Column>
        ))}
      </Columns>
      <Columns stretch>
        <Column span={7}>
          <Panel title={t('budgets.title')}>
            <div className="h-[164px]" />
          </Panel>
        </Column>
        <Column span={5}>
          <Panel title={t('topUp.title')}>
            <div className="h-[164px]" />
          </Panel>
        </Column>
      </Columns>
      <Panel title={t('plans.title')}>
        <div className="h-[146px]" />
      </Panel>
      <Panel title={t('invoices.title')}>
        <div className="h-28" />
      </Panel>
    </Page>
  );
}
