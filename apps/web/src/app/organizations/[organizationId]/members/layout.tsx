import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function MembersLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['member', 'invitation']}>{children}</ClientMessages>;
}
