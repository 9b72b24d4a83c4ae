import type { BaseModelView } from '../server/base-model-view.ts';

const statesOf: Record<string, readonly BaseModelView['status'][]> = {
  ready: ['READY'],
  importing: ['PENDING', 'IMPORTING'],
  failed: ['FAILED'],
};

/** What the row above the list asks for. */
export function filterBaseModels(
  models: readonly BaseModelView[],
  { q, state }: { q: string; state: string | undefined },
): BaseModelView[] {
  const wanted = q.trim().toLowerCase();
  const states = state === undefined ? undefined : statesOf[state];
  return models.filter(
    ({ id, name, facts, status }) =>
      [id, name, facts?.architecture ?? '', facts?.licence ?? ''].some((text) => text.toLowerCase().includes(wanted)) &&
      (states === undefined || states.includes(status)),
  );
}
