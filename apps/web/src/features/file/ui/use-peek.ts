'use client';

import { useEffect, useMemo, useState } from 'react';
import { type PeekedFile, peekFile } from './peek-file.ts';

interface Peek {
  /** Undefined while it is looked into; null where nothing could be seen. */
  peeked: PeekedFile | null | undefined;
  /** The same, to wait for. */
  peeking: Promise<PeekedFile | null>;
}

export function usePeek(file: File): Peek {
  const peeking = useMemo(() => peekFile(file), [file]);
  const [seen, setSeen] = useState<{ of: typeof peeking; peeked: PeekedFile | null } | null>(null);
  useEffect(() => {
    let isShown = true;
    peeking.then(
      (peeked) => {
        if (isShown) setSeen({ of: peeking, peeked });
      },
      // `peekFile` rejects never; a file that cannot be read shows nothing.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [peeking]);
  return { peeked: seen?.of === peeking ? seen.peeked : undefined, peeking };
}
