'use client';

import { z } from 'zod';
import { useKeptState } from '../../../ui/use-kept-state.ts';
import type { TrialContext } from './playground-target.ts';

/** What is written to try a model with, kept for this tab; what comes from the history is kept there. */
export function useKeptText(
  { projectId, target, run }: TrialContext,
  { field, first }: { field: string; first: string },
) {
  const name = run === null ? `playground-${field}-${projectId}-${target.name}` : null;
  return useKeptState<string>({ name, first, schema: z.string() });
}
