'use client';

import { Suspense, useSyncExternalStore } from 'react';
import { loadOnUse } from './load-on-use.ts';
import { hasToasts, listenForToasts } from './toast.ts';

const OpenToaster = loadOnUse(async () => (await import('./open-toaster.tsx')).OpenToaster);

/** Once, in the root layout. */
export function Toaster() {
  const isUsed = useSyncExternalStore(listenForToasts, hasToasts, () => false);
  if (!isUsed) return null;
  return (
    <Suspense>
      <OpenToaster />
    </Suspense>
  );
}
