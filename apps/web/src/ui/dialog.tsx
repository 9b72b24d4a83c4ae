'use client';

import { type ReactNode, Suspense, useState } from 'react';
import { loadOnUse } from './load-on-use.ts';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Verb and name: `Delete endpoint reply-drafts`. */
  title: string;
  children: ReactNode;
  /** Buttons, the safe one first. */
  foot?: ReactNode;
  width?: 'regular' | 'wide';
}

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
