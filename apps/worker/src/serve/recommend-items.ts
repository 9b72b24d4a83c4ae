import type { RecommendAnswer, RecommendRequest } from '@modelmint/domain/serving-contract';
import type { CallContext } from './classify-inputs.ts';
import { cannot } from './loaded-model.ts';

/**
 * Items that nothing is known of count as the mean of all where `items` names them, and for nothing in `exclude`.
 *
 * @throws AppError `invalid_value` with `param` for a model that recommends nothing.
 */
export async function recommendItems(request: RecommendRequest, context: CallContext): Promise<RecommendAnswer> {
  const { model, queues, signal, isBackground } = context;
  if (model.kind !== 'recommender') throw cannot('recommend items', model);
  const { users, topK: k, items, exclude, includesSeen } = request;
  const among = items ?? undefined;
  const inputs = users.map((user) => ({ user, k, among, exclude, includesSeen }));
  const recommended = await queues.users.run({ model, inputs, signal, isBackground });
  const results = recommended.map(({ basis, items }) => ({
    basis: basis === 'popularity' ? ('popularity' as const) : ('interactions' as const),
    items: items.map(({ item, score }) => ({ item, score })),
  }));
  return { results, tokens: results.map(({ items }) => Math.max(1, items.length)) };
}
