import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function NewOrganizationLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['organization']}>{children}</ClientMessages>;
}
