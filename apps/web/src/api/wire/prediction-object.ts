import { newId } from '@modelmint/domain/ids';
import type { Predicted } from '../../features/prediction/server/predict.ts';
import { unixSeconds } from '../http/list-query.ts';

/** `label`, `score` and `scores` of a model that predicts labels, `value` of one that predicts numbers. */
export function toPredictionObject({ model, createdAt, results, tokens }: Predicted) {
  return {
    id: newId('prediction'),
    object: 'list' as const,
    model,
    created: unixSeconds(createdAt),
    data: results.map((result, index) => ({
      object: 'prediction' as const,
      index,
      ...(result.kind === 'value'
        ? { value: result.value }
        : {
            label: result.scores[0]?.label ?? null,
            score: result.scores[0]?.score ?? null,
            scores: result.scores,
          }),
      unseen: result.unseen,
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
