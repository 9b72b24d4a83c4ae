import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function ModelsLayout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages namespaces={['model', 'baseModel', 'fineTuning', 'file', 'endpoint']}>{children}</ClientMessages>
  );
}
