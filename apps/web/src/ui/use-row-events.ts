'use client';

import type { RowEvent } from '@modelmint/domain/row-event';
import { useEffect, useRef, useState } from 'react';
import { listenToRows } from './row-stream.ts';

/** At most one call in this time; a training job changes its row many times a second. */
const quietMs = 400;

/**
 * Calls `onEvent` when a row of one of the kinds has changed, and once when the stream comes back after a cut, since
 * changes may have been missed (`null`). The answer is whether the stream stands: show "live" only then.
 */
export function useRowEvents(
  projectId: string,
  kinds: readonly RowEvent['kind'][],
  onEvent: (event: RowEvent | null) => void,
): boolean {
  const [isLive, setLive] = useState(false);
  const latest = useRef(onEvent);
  latest.current = onEvent;
  const wanted = kinds.join(',');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: RowEvent | null = null;
    let wasCut = false;
    const ring = (event: RowEvent | null) => {
      last = event;
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current(last);
      }, quietMs);
    };
    const stop = listenToRows(
      projectId,
      (event) => {
        if (wanted.split(',').includes(event.kind)) ring(event);
      },
      (isUp) => {
        setLive(isUp);
        if (isUp && wasCut) ring(null);
        if (!isUp) wasCut = true;
      },
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [projectId, wanted]);
  return isLive;
}
