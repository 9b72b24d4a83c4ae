'use client';

import type { RowEvent } from '@modelmint/domain/row-event';
import { useEffect, useRef, useState } from 'react';
import { listenToRows } from './row-stream.ts';

/** At most one call in this time; a training job changes its row many times a second. */
const quietMs = 400;

/**
 * Calls `onChange` with the ids of rows of the kinds that have changed in the project or organization of `placeId`, and
 * with null when changes may have been missed. What happened during a cut is told after it. The answer is whether the
 * stream stands: show "live" only then.
 */
export function useRowEvents(
  placeId: string,
  kinds: readonly RowEvent['kind'][],
  onChange: (ids: ReadonlySet<string> | null) => void,
): boolean {
  const [isLive, setLive] = useState(false);
  const latest = useRef(onChange);
  latest.current = onChange;
  const wanted = kinds.join(',');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ids = new Set<string>();
    let hasGap = false;
    const ring = () => {
      latest.current(hasGap ? null : ids);
      [timer, ids, hasGap] = [undefined, new Set(), false];
    };
    const hear = (event: RowEvent | null) => {
      if (event !== null && !wanted.split(',').includes(event.kind)) return;
      if (event === null) hasGap = true;
      else ids.add(event.id);
      timer ??= setTimeout(ring, quietMs);
    };
    const stop = listenToRows(placeId, hear, setLive);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [placeId, wanted]);
  return isLive;
}
