import { newId } from '../ids.ts';
import type { ClassifyAnswer } from '../serving-contract.ts';
import type { AnsweredCall } from './model-call.ts';
import { unixSeconds } from './unix-seconds.ts';

export interface ClassifiedInputs extends AnsweredCall {
  /** For each input the best labels, highest score first. */
  results: ClassifyAnswer['results'];
  tokens: number;
}

export function toClassificationObject({ model, createdAt, results, tokens }: ClassifiedInputs) {
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
