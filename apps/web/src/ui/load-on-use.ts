import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const waiting = new Set<() => void>();
let isAwake = false;

function wake(): void {
  if (isAwake) return;
  isAwake = true;
  for (const load of waiting) load();
  waiting.clear();
}

if (typeof window !== 'undefined')
  for (const kind of ['pointermove', 'pointerdown', 'keydown'])
    window.addEventListener(kind, wake, { once: true, capture: true, passive: true });

/**
 * A component whose code is no part of the first load: it comes when the person first moves, presses or types anything on
 * the page, so that it is there when it is asked for. Stands in a `Suspense`.
 */
export function loadOnUse<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  const once = async () => ({ default: await load() });
  // What cannot be loaded is told to whoever shows it; this one only came too early.
  const early = () => void once().catch(() => undefined);
  if (isAwake) early();
  else waiting.add(early);
  return lazy(once);
}
