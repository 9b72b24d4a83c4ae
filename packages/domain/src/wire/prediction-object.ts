import { newId } from '../ids.ts';
import type { PredictAnswer } from '../serving-contract.ts';
import type { AnsweredCall } from './model-call.ts';
import { unixSeconds } from './unix-seconds.ts';

export interface PredictedRows extends AnsweredCall {
  /** For each row its labels, likeliest first, or its value. */
  results: PredictAnswer['results'];
  /** Cells that were read. */
  tokens: number;
}

/** `label`, `score` and `scores` of a model that predicts labels, `value` of one that predicts numbers. */
export function toPredictionObject({ model, createdAt, results, tokens }: PredictedRows) {
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
