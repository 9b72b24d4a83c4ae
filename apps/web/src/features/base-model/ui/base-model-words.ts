import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { formatShortCount, formatTokens } from '../../../ui/format.ts';
import type { BaseModelOrigin } from '../server/base-model-view.ts';

/** What a checkpoint is for, in a word of the column. */
export const kindWords: Record<CheckpointFacts['kind'], string> = {
  'causal-lm': 'Text generation',
  encoder: 'Embeddings',
  'image-classifier': 'Image classification',
};

/** `134.52 M parameters, 2,048 tokens` */
export function factsLine({
  parameters,
  contextLength,
}: Pick<CheckpointFacts, 'parameters' | 'contextLength'>): string {
  const reads = contextLength === null ? '' : `, reads ${formatTokens(contextLength)}`;
  return `${formatShortCount(parameters)} parameters${reads}`;
}

/** Where it came from, in words; `null` for a row that no code of ours has written. */
export function originWords(origin: BaseModelOrigin | null): string {
  if (origin === null) return 'unknown';
  if (origin.kind === 'hub') return `${origin.repository} at ${origin.revision}`;
  if (origin.kind === 'files') return `${origin.fileIds.length} uploaded files`;
  return origin.kind === 'file' ? 'an uploaded archive' : 'the platform';
}
