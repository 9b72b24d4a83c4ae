import { Page } from '../../../../ui/page.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function SettingsLoading() {
  return (
    <Page>
      <PageHeader title="Settings" facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <Panel title="Name">
        <div aria-busy="true" className="h-[196px]" />
      </Panel>
      <Panel title="Leave">
        <div className="h-8" />
      </Panel>
    </Page>
  );
}
