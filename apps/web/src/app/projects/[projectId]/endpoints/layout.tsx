import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function EndpointsLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['endpoint']}>{children}</ClientMessages>;
}
