import type { ReactNode } from 'react';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function InferenceLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={['inference', 'file', 'model', 'playground']}>{children}</ClientMessages>;
}
