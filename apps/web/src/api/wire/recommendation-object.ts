import { newId } from '@modelmint/domain/ids';
import type { Recommended } from '../../features/recommendation/server/recommend.ts';
import { unixSeconds } from '../http/list-query.ts';

/** A user is named as the request has named it. */
export function toRecommendationObject({ model, createdAt, results, tokens }: Recommended) {
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
