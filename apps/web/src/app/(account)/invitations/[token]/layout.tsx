import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function InvitationLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['invitation', 'member']}>{children}</ClientMessages>;
}
