'use client';

import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { loadOnUse } from './load-on-use.ts';

export type MenuEntry =
  | { kind: 'action'; label: string; icon?: ReactNode; isDanger?: boolean; detail?: string; onSelect: () => void }
  | {
      kind: 'link';
      label: string;
      icon?: ReactNode;
      detail?: string;
      href: string;
      isCurrent?: boolean;
      download?: boolean;
    }
  | { kind: 'choice'; label: string; icon?: ReactNode; isChosen: boolean; onSelect: () => void }
  | { kind: 'heading'; label: string }
  | { kind: 'line' };

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<TriggerProps>;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
}

interface TriggerProps {
  onClick?: (event: never) => void;
  onKeyDown?: (event: never) => void;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
}

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
