'use client';

import { useEffect, useRef, useState } from 'react';
import { calmSecondsLeft, secondsLeft, stepsPerSecond } from '../../fine-tuning/ui/time-left.ts';
import type { PacePoint } from '../server/read-pace.ts';

interface RowPace {
  /** Null until there is enough to go by. */
  seconds: number | null;
  rowsPerSecond: number | null;
}

/** Renewed with every chunk and every 10 s between them. */
export function useRowPace(points: readonly PacePoint[], rowsTotal: number): RowPace {
  const shown = useRef<number | null>(null);
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const [first, last] = [points.at(0), points.at(-1)];
  if (first === undefined || last === undefined || now === null) return { seconds: null, rowsPerSecond: null };
  const pace = { first, last, stepsTotal: rowsTotal };
  shown.current = calmSecondsLeft(shown.current, secondsLeft(pace, now));
  return { seconds: shown.current, rowsPerSecond: stepsPerSecond(pace) };
}
