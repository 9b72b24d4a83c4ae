import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function PlaygroundLayout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages
      namespaces={['playground', 'classification', 'generation', 'embedding', 'prediction', 'recommendation']}
    >
      {children}
    </ClientMessages>
  );
}
