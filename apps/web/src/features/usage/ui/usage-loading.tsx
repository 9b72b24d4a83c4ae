import { Column, Columns } from '../../../ui/columns.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Stats } from '../../../ui/stats.tsx';

/** The usage page before its numbers. */
export function UsageLoading() {
  return (
    <Page>
      <PageHeader title="Usage" facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <div aria-busy="true">
        <Stats
          stats={['Spend', 'Training', 'Inference', 'Tokens'].map((label) => ({
            label,
            value: <Skeleton width="72px" height="18px" className="my-[7px]" />,
            detail: <Skeleton width="120px" className="my-[3px]" />,
          }))}
        />
      </div>
      <Columns stretch>
        <Column span={8}>
          <Panel title="Spend per day">
            <div className="h-[342px]" />
          </Panel>
        </Column>
        <Column span={4}>
          <Panel title="By model">
            <div className="h-40" />
          </Panel>
        </Column>
      </Columns>
      <Panel title="By model and key">
        <div className="h-28" />
      </Panel>
    </Page>
  );
}
