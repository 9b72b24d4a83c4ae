import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function FineTuningLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['fineTuning', 'baseModel', 'model', 'endpoint']}>{children}</ClientMessages>;
}
