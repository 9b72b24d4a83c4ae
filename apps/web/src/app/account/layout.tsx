import type { ReactNode } from 'react';
import { AccountShell } from '../../features/account/ui/account-shell.tsx';
import { VerifyBanner } from '../../features/account/ui/verify-banner.tsx';
import { AnnouncementBanner } from '../../features/operator/ui/announcement-banner.tsx';
import { requirePageUser } from '../../features/organization/server/page-context.ts';
import { ClientMessages } from '../../i18n/client-messages.tsx';

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const user = await requirePageUser();
  return (
    <AccountShell user={user}>
      <AnnouncementBanner />
      {!user.emailVerified && <VerifyBanner email={user.email} />}
      <ClientMessages namespaces={['account']}>{children}</ClientMessages>
    </AccountShell>
  );
}
