import { newId } from '@modelmint/domain/ids';
import type { Classified } from '../../features/classification/server/classify.ts';
import { unixSeconds } from '../http/list-query.ts';

export function toClassificationObject({ model, createdAt, results, tokens }: Classified) {
  return {
    id: newId('classification'),
    object: 'list' as const,
    model,
    created: unixSeconds(createdAt),
    data: results.map((scores, index) => ({
      object: 'classification' as const,
      index,
      label: scores[0]?.label ?? null,
      score: scores[0]?.score ?? null,
      scores,
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
