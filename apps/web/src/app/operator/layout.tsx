import type { ReactNode } from 'react';
import { OperatorShell } from '../../features/operator/ui/operator-shell.tsx';
import { operatorPage } from '../../features/organization/server/page-context.ts';

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const { user } = await operatorPage();
  return <OperatorShell user={user}>{children}</OperatorShell>;
}
