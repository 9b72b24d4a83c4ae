'use client';

import { Suspense, useState } from 'react';
import { loadOnUse } from './load-on-use.ts';
import type { DialogProps } from './open-dialog.tsx';

const OpenDialog = loadOnUse(async () => (await import('./open-dialog.tsx')).OpenDialog);

/** For what cannot be undone, and for short forms. Focus comes back to where it was; Esc closes. */
export function Dialog(props: DialogProps) {
  const [isUsed, setUsed] = useState(props.isOpen);
  if (props.isOpen && !isUsed) setUsed(true);
  if (!isUsed) return null;
  return (
    <Suspense>
      <OpenDialog {...props} />
    </Suspense>
  );
}
