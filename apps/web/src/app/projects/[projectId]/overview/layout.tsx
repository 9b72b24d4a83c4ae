import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function OverviewLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['overview', 'fineTuning']}>{children}</ClientMessages>;
}
