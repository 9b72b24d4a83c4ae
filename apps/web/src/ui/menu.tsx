'use client';

import { cloneElement, type KeyboardEvent, type MouseEvent, Suspense, useState } from 'react';
import { loadOnUse } from './load-on-use.ts';
import type { MenuProps } from './open-menu.tsx';

const OpenMenu = loadOnUse(async () => (await import('./open-menu.tsx')).OpenMenu);

/** The button alone until it is used: what the menu is made of comes after the page. */
export function Menu(props: MenuProps) {
  const [openedBy, setOpenedBy] = useState<'pointer' | 'key' | null>(null);
  const trigger = cloneElement(props.trigger, {
    // A click that Enter or Space has made counts no press.
    onClick: ({ detail }: MouseEvent) => setOpenedBy(detail === 0 ? 'key' : 'pointer'),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      setOpenedBy('key');
    },
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  if (openedBy === null) return trigger;
  return (
    <Suspense fallback={trigger}>
      <OpenMenu {...props} isByKey={openedBy === 'key'} />
    </Suspense>
  );
}
