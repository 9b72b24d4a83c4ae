'use client';

import { useRouter } from 'next/navigation';
import { useRowEvents } from '../../../ui/use-row-events.ts';

/** The credit in the rail follows the wallet. */
export function RefreshOnWallet({ projectId }: { projectId: string }) {
  const router = useRouter();
  useRowEvents(projectId, ['wallet'], () => router.refresh());
  return null;
}
