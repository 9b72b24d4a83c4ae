import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['organization', 'support']}>{children}</ClientMessages>;
}
