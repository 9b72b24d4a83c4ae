'use client';

import { cloneElement, type KeyboardEvent, Suspense, useState } from 'react';
import { loadOnUse } from './load-on-use.ts';
import type { MenuProps } from './open-menu.tsx';

const OpenMenu = loadOnUse(async () => (await import('./open-menu.tsx')).OpenMenu);

/** The button alone until it is used: what the menu is made of comes after the page. */
export function Menu(props: MenuProps) {
  const [isUsed, setUsed] = useState(false);
  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    setUsed(true);
  };
  const trigger = cloneElement(props.trigger, {
    onClick: () => setUsed(true),
    onKeyDown: openByKey,
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  if (!isUsed) return trigger;
  return (
    <Suspense fallback={trigger}>
      <OpenMenu {...props} />
    </Suspense>
  );
}
