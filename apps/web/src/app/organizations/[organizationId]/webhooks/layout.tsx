import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function WebhooksLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['webhook']}>{children}</ClientMessages>;
}
