'use client';

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

/**
 * Goes to the first control at fault after a refused submit: selects are not known to the form library, so it cannot.
 * @param submitCount how often the form was submitted
 */
export function useFirstFault<Element extends HTMLElement>(
  submitCount: number,
  isRefused: boolean,
): RefObject<Element | null> {
  const place = useRef<Element>(null);
  const go = useEffectEvent(() => {
    if (!isRefused) return;
    const fault = place.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-fault] :is([role="radio"], input)',
    );
    fault?.focus({ preventScroll: true });
    fault?.scrollIntoView({ block: 'center' });
  });
  useEffect(() => {
    if (submitCount > 0) go();
  }, [submitCount]);
  return place;
}
