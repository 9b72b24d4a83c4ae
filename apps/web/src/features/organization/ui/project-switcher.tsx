'use client';

import { Suspense, useState } from 'react';
import { loadOnUse } from '../../../ui/load-on-use.ts';
import { SwitcherButton, type SwitcherProps } from './switcher-button.tsx';

const OpenSwitcher = loadOnUse(async () => (await import('./open-switcher.tsx')).OpenSwitcher);

/** Project over organization; opens the searchable list of both. */
export function ProjectSwitcher(place: SwitcherProps) {
  const [isUsed, setUsed] = useState(false);
  const button = (
    <SwitcherButton {...place} aria-haspopup="dialog" aria-expanded={false} onClick={() => setUsed(true)} />
  );
  if (!isUsed) return button;
  return (
    <Suspense fallback={button}>
      <OpenSwitcher {...place} />
    </Suspense>
  );
}
