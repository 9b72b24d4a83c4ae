'use client';

import { DatasetEdit } from '@modelmint/domain/dataset-edit';
import { useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { draftPrefix } from '../../../ui/draft-storage.ts';

/** A change that is not saved yet; `was` is the label that the row has. */
const DraftEdit = DatasetEdit.extend({ was: z.string() });
export type DraftEdit = z.infer<typeof DraftEdit>;

const Drafts = z.array(DraftEdit).catch([]);

const listeners = new Set<() => void>();
/** By version, as they are stored; what the browser does not keep over a reload is still here. */
const drafts = new Map<string, string>();
const nothing = '[]';
const keyOf = (versionId: string) => `${draftPrefix}dataset-edits:${versionId}`;

export interface DraftEdits {
  edits: readonly DraftEdit[];
  find(row: Pick<DraftEdit, 'split' | 'row'>): DraftEdit | undefined;
  /** A label as it was takes the change back. */
  put(changed: readonly DraftEdit[]): void;
  clear(): void;
}

/** Changes of a version's rows, kept in this browser until they are saved, and the same in each of its tabs. */
export function useDraftEdits(versionId: string): DraftEdits {
  const stored = useSyncExternalStore(
    subscribe,
    () => readStored(versionId),
    () => nothing,
  );
  return useMemo(() => {
    const edits = Drafts.parse(JSON.parse(stored));
    const byRow = new Map(edits.map((edit) => [placeOf(edit), edit]));
    return {
      edits,
      find: (row) => byRow.get(placeOf(row)),
      put: (changed) => {
        const next = new Map(byRow);
        for (const edit of changed) {
          if (edit.label === edit.was) next.delete(placeOf(edit));
          else next.set(placeOf(edit), edit);
        }
        store(versionId, JSON.stringify([...next.values()]));
      },
      clear: () => store(versionId, nothing),
    };
  }, [stored, versionId]);
}

/** Those of the versions that have changes which are not saved. */
export function useDraftedVersions(versionIds: readonly string[]): readonly string[] {
  const found = useSyncExternalStore(
    subscribe,
    () => versionIds.filter((id) => readStored(id) !== nothing).join(' '),
    () => '',
  );
  return found === '' ? [] : found.split(' ');
}

const placeOf = ({ split, row }: Pick<DraftEdit, 'split' | 'row'>): string => `${split}.${row}`;

function readStored(versionId: string): string {
  return drafts.get(versionId) ?? localStorage.getItem(keyOf(versionId)) ?? nothing;
}

function store(versionId: string, text: string): void {
  try {
    if (text === nothing) localStorage.removeItem(keyOf(versionId));
    else localStorage.setItem(keyOf(versionId), text);
    drafts.delete(versionId);
  } catch {
    // The browser keeps no more, or nothing at all: they live as long as the page.
    drafts.set(versionId, text);
  }
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  // Another tab has changed them.
  window.addEventListener('storage', tell);
  return () => {
    listeners.delete(tell);
    window.removeEventListener('storage', tell);
  };
}
