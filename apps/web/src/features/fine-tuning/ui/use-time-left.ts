'use client';

import { useEffect, useRef, useState } from 'react';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { calmSecondsLeft, secondsLeft, stepsPerSecond } from './time-left.ts';

/** The pace of the last minute tells more than that of the slow first steps. */
const recentMs = 60_000;

interface TimeLeft {
  /** Null until there is enough to go by. */
  seconds: number | null;
  stepsPerSecond: number | null;
}

/** Renewed with every report and every 10 s between them. */
export function useTimeLeft(points: readonly MetricPoint[], stepsTotal: number): TimeLeft {
  const shown = useRef<number | null>(null);
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const last = points.at(-1);
  const since = (last?.createdAt.getTime() ?? 0) - recentMs;
  const first = points.find(({ createdAt }) => createdAt.getTime() >= since);
  if (first === undefined || last === undefined || now === null) return { seconds: null, stepsPerSecond: null };
  const pace = {
    first: { step: first.step, at: first.createdAt },
    last: { step: last.step, at: last.createdAt },
    stepsTotal,
  };
  shown.current = calmSecondsLeft(shown.current, secondsLeft(pace, now));
  return { seconds: shown.current, stepsPerSecond: stepsPerSecond(pace) };
}
