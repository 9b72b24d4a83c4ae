import { Column, Columns } from '../../../../ui/columns.tsx';
import { Page } from '../../../../ui/page.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function PlaygroundLoading() {
  return (
    <Page>
      <PageHeader
        title="Playground"
        facts={['Requests here are real: they are logged, limited and charged like any other.']}
      />
      <Columns stretch>
        <Column span={6}>
          <Panel title="Input">
            <div aria-busy="true" className="h-60">
              <Skeleton width="100%" height="160px" />
            </div>
          </Panel>
        </Column>
        <Column span={6}>
          <Panel title="Result">
            <div className="h-60" />
          </Panel>
        </Column>
      </Columns>
    </Page>
  );
}
