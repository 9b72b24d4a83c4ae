'use client';

import { Suspense, useState } from 'react';
import { loadOnUse } from './load-on-use.ts';
import type { DrawerProps } from './open-drawer.tsx';

const OpenDrawer = loadOnUse(async () => (await import('./open-drawer.tsx')).OpenDrawer);

/** One row of a list at the right, full screen on phones. The list stays; Esc closes and focus returns to the row. */
export function Drawer(props: DrawerProps) {
  const [isUsed, setUsed] = useState(props.isOpen);
  if (props.isOpen && !isUsed) setUsed(true);
  if (!isUsed) return null;
  return (
    <Suspense>
      <OpenDrawer {...props} />
    </Suspense>
  );
}
