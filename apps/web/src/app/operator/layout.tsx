import type { ReactNode } from 'react';
import { AnnouncementBanner } from '../../features/operator/ui/announcement-banner.tsx';
import { OperatorShell } from '../../features/operator/ui/operator-shell.tsx';
import { operatorPage } from '../../features/organization/server/page-context.ts';
import { ClientMessages } from '../../i18n/client-messages.tsx';

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const { user } = await operatorPage();
  return (
    <ClientMessages namespaces={['operator', 'baseModel', 'billing', 'file', 'member', 'site', 'support', 'usage']}>
      <OperatorShell user={user}>
        <AnnouncementBanner />
        {children}
      </OperatorShell>
    </ClientMessages>
  );
}
