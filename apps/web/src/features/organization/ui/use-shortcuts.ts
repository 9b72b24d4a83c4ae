'use client';

import { useEffect, useRef } from 'react';

/** `g d`, `n`, `?`: keys in a row, lower case; `mod+k` with ⌘ or Ctrl. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Between the two keys of a pair. */
const pairMsMax = 1_200;

/** Single letters are off while a field, a menu or a dialog has the focus. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const isMod = event.metaKey || event.ctrlKey;
      if (isMod || !isFree(event.target)) {
        run(isMod ? `mod+${key}` : '', event);
        return;
      }
      if (event.altKey || event.repeat) return;
      const isPair = first !== '' && performance.now() - firstAt < pairMsMax;
      const name = isPair ? `${first} ${key}` : key;
      first = isPair || key !== 'g' ? '' : key;
      firstAt = performance.now();
      run(name, event);
    };
    const run = (name: string, event: KeyboardEvent) => {
      const deed = latest.current[name];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

const busy =
  'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"], [role="slider"]';

function isFree(target: EventTarget | null): boolean {
  return !(target instanceof Element && target.closest(busy) !== null);
}
