'use client';

import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { draftPrefix } from './draft-storage.ts';

interface KeptStateOptions<Value> {
  /** Tells it from others; null keeps nothing. */
  name: string | null;
  first: Value;
  schema: z.ZodType<Value>;
}

/** What is written outside of a form, kept for this tab: a reload loses nothing. It begins as the server rendered it. */
export function useKeptState<Value>({
  name,
  first,
  schema,
}: KeptStateOptions<Value>): [Value, (next: Value | ((before: Value) => Value)) => void] {
  const [value, setValue] = useState(first);
  const key = name === null ? null : `${draftPrefix}${name}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each name; the schema is a constant of the caller
  useEffect(() => {
    const kept = key === null ? null : readKept(key);
    const found = schema.safeParse(kept);
    if (kept !== null && found.success) setValue(found.data);
  }, [key]);
  const latest = useRef(value);
  latest.current = value;
  const keep = (change: Value | ((before: Value) => Value)) => {
    const next = typeof change === 'function' ? (change as (before: Value) => Value)(latest.current) : change;
    latest.current = next;
    setValue(next);
    if (key !== null) writeKept(key, next);
  };
  return [value, keep];
}

function readKept(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function writeKept(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden: it works without.
  }
}
