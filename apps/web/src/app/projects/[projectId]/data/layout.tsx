import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function DataLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['dataset', 'file']}>{children}</ClientMessages>;
}
