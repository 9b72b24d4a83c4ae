'use client';

import { useEffect, useRef } from 'react';
import type { DefaultValues, FieldValues, UseFormReturn } from 'react-hook-form';
import { draftPrefix } from './draft-storage.ts';

export interface Draft<Values> {
  /** Tells the form from others. */
  name: string;
  /** False for what names things that are gone: then the form begins anew. Left out: it always fits. */
  fits?(values: Values): boolean;
}

/**
 * Keeps what is written in a form for this tab, so that a reload or a way out and back loses nothing; null keeps nothing.
 * The address counts: a link that asks for other data begins anew. Returns what forgets it.
 */
export function useDraft<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  draft: Draft<Values> | null,
): () => void {
  const { reset, getValues, watch } = form;
  const name = draft?.name ?? null;
  const fits = useRef(draft?.fits);
  fits.current = draft?.fits;
  useEffect(() => {
    if (name === null) return;
    const kept = readDraft(keyOf(name), getValues()) as Values | null;
    if (kept !== null && (fits.current?.(kept) ?? true))
      reset(kept as DefaultValues<Values>, { keepDefaultValues: true });
    const { unsubscribe } = watch((values) => writeDraft(keyOf(name), values));
    return unsubscribe;
  }, [name, reset, getValues, watch]);
  return () => {
    if (name !== null) sessionStorage.removeItem(keyOf(name));
  };
}

const keyOf = (name: string): string => `${draftPrefix}${name}:${location.pathname}${location.search}`;

function writeDraft(key: string, values: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // The storage is full or forbidden: the form works without a draft.
  }
}

/** What was kept, for the fields that the form still has and in the kind that they have; null when there is nothing. */
export function readDraft(key: string, current: Record<string, unknown>): Record<string, unknown> | null {
  const text = sessionStorage.getItem(key);
  if (text === null) return null;
  const kept = parse(text);
  if (kept === null) return null;
  const fields = Object.entries(current).map(([field, value]) => {
    const other = kept[field];
    return [field, typeof other === typeof value && other !== null ? other : value];
  });
  return Object.fromEntries(fields) as Record<string, unknown>;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
