import { Column, Columns } from '../../../../../../ui/columns.tsx';
import { Page } from '../../../../../../ui/page.tsx';
import { PageHeader } from '../../../../../../ui/page-header.tsx';
import { Panel } from '../../../../../../ui/panel.tsx';
import { Skeleton } from '../../../../../../ui/skeleton.tsx';

export default function PlaygroundRunLoading() {
  return (
    <Page>
      <PageHeader
        title={<Skeleton width="240px" height="18px" />}
        facts={[<Skeleton key="facts" width="280px" className="my-[5px]" />]}
      />
      <div aria-busy="true">
        <Columns>
          <Column span={8}>
            <Panel>
              <div className="grid gap-5 py-2">
                {[72, 88, 64, 80].map((width) => (
                  <Skeleton key={width} width={`${width}%`} />
                ))}
              </div>
            </Panel>
          </Column>
          <Column span={4}>
            <Panel>
              <div className="grid gap-6 py-2">
                {[62, 48, 70].map((width) => (
                  <Skeleton key={width} width={`${width}%`} />
                ))}
              </div>
            </Panel>
          </Column>
        </Columns>
      </div>
    </Page>
  );
}
