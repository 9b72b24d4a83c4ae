'use client';

import { useEffect, useState } from 'react';
import { formatExactTime, formatRelativeTime } from './format-time.ts';

/** `18 min ago`, renewed while it stands there; the exact time on hover. */
export function RelativeTime({ at }: { at: Date | string }) {
  const time = new Date(at);
  const [now, setNow] = useState(() => new Date());
  const isFresh = Math.abs(now.getTime() - time.getTime()) < 60_000;
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), isFresh ? 5_000 : 60_000);
    return () => clearInterval(timer);
  }, [isFresh]);
  return (
    <time
      dateTime={time.toISOString()}
      title={formatExactTime(time)}
      className="whitespace-nowrap tabular-nums"
      // The server said it some moments earlier.
      suppressHydrationWarning
    >
      {formatRelativeTime(time, now)}
    </time>
  );
}
