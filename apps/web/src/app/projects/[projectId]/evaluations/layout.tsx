import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function EvaluationsLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['evaluation']}>{children}</ClientMessages>;
}
