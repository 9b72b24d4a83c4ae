import { Column, Columns } from '../../../../ui/columns.tsx';
import { Page } from '../../../../ui/page.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function BillingLoading() {
  return (
    <Page>
      <PageHeader title="Billing" facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <Columns stretch>
        {['On the next invoice', 'Credit', 'Plan'].map((title) => (
          <Column key={title} span={4}>
            <Panel title={title}>
              <div aria-busy="true" className="h-[196px]">
                <Skeleton width="96px" height="20px" className="my-1.5" />
              </div>
            </Panel>
          </Column>
        ))}
      </Columns>
      <Panel title="Plans">
        <div className="h-[146px]" />
      </Panel>
      <Panel title="Invoices">
        <div className="h-28" />
      </Panel>
    </Page>
  );
}
