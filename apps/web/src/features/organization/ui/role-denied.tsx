import { Lock } from 'lucide-react';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** A page that the role of the person does not open. */
export function RoleDenied({ title, role }: { title: string; role: string }) {
  return (
    <Page>
      <PageHeader title={title} />
      <Panel>
        <EmptyState icon={<Icon of={Lock} />} title={`The role ${role.toLowerCase()} does not open this page`}>
          Ask an owner or admin of the organization for another role.
        </EmptyState>
      </Panel>
    </Page>
  );
}
