'use client';

import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { setIdentityAsker } from '../../../ui/ask-identity.ts';
import { callApi } from '../../../ui/call-api.ts';
import type { IdentityFactors } from '../server/confirm-identity.ts';

/** Loaded when it is needed: few pages ever ask. */
const IdentityDialog = lazy(async () => ({ default: (await import('./identity-dialog.tsx')).IdentityDialog }));

/** Stands on every page of a signed-in person; `callApi` asks by it who they are. */
export function IdentityAsker() {
  const [factors, setFactors] = useState<IdentityFactors | null>(null);
  const settle = useRef<((isConfirmed: boolean) => void) | null>(null);
  const close = useCallback((isConfirmed: boolean) => {
    settle.current?.(isConfirmed);
    settle.current = null;
    setFactors(null);
  }, []);
  useEffect(
    () =>
      setIdentityAsker(async () => {
        const found = await callApi<IdentityFactors>('/api/account/factors');
        return new Promise((resolve) => {
          settle.current?.(false);
          settle.current = resolve;
          setFactors(found);
        });
      }),
    [],
  );
  return (
    factors && (
      <Suspense>
        <IdentityDialog factors={factors} onClose={close} />
      </Suspense>
    )
  );
}
