import { Lock } from 'lucide-react';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';

interface RoleDeniedProps {
  title: string;
  role: string;
  /** The role would open it, but nothing can be changed here now; the banner above says why. */
  isClosed?: boolean;
}

/** A page that cannot be opened, by this role or now. */
export function RoleDenied({ title, role, isClosed = false }: RoleDeniedProps) {
  return (
    <Page>
      <PageHeader title={title} />
      <Panel>
        {isClosed ? (
          <EmptyState icon={<Icon of={Lock} />} title="Nothing new can start here now">
            What is here can be read. The note at the top says why, and who can change that.
          </EmptyState>
        ) : (
          <EmptyState icon={<Icon of={Lock} />} title={`The role ${role.toLowerCase()} does not open this page`}>
            Ask an owner or admin of the organization for another role.
          </EmptyState>
        )}
      </Panel>
    </Page>
  );
}
