import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { untilLoaded } from './until-loaded.ts';

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
  // What cannot be loaded now is loaded when it is asked for.
  const early = () => void load().catch(() => undefined);
  if (isAwake) early();
  else waiting.add(early);
  return lazy(async () => ({ default: await untilLoaded(load) }));
}
