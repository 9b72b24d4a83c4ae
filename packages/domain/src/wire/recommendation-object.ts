import { newId } from '../ids.ts';
import type { RecommendAnswer } from '../serving-contract.ts';
import type { AnsweredCall } from './model-call.ts';
import { unixSeconds } from './unix-seconds.ts';

export interface RecommendedItems extends AnsweredCall {
  /** For each user, as they were asked, the best items, best first. */
  results: (RecommendAnswer['results'][number] & { user: string | number })[];
  /** Items that were answered. */
  tokens: number;
}

/** A user is named as the request has named it. */
export function toRecommendationObject({ model, createdAt, results, tokens }: RecommendedItems) {
  return {
    id: newId('recommendation'),
    object: 'list' as const,
    model,
    created: unixSeconds(createdAt),
    data: results.map(({ user, basis, items }, index) => ({
      object: 'recommendation' as const,
      index,
      user,
      basis,
      items,
    })),
    usage: { prompt_tokens: 0, completion_tokens: tokens, total_tokens: tokens },
  };
}
