import type { FoundKind } from '@modelmint/db/search/search-project';

const folders: Record<FoundKind, string> = {
  job: 'fine-tuning',
  dataset: 'data',
  model: 'models',
  endpoint: 'endpoints',
  inference: 'inference',
  evaluation: 'evaluations',
};

/** The page of what was found. */
export const foundHref = (projectId: string, { kind, id }: { kind: FoundKind; id: string }): string =>
  `/projects/${projectId}/${folders[kind]}/${id}`;
