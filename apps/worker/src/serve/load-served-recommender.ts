import { AppError } from '@modelmint/domain/errors';
import { loadRecommender } from '@modelmint/ml/recommender/load-recommender';
import type { LoadOptions } from './load-options.ts';
import type { LoadedRecommenderModel } from './loaded-model.ts';

export async function loadServedRecommender({ engine, folder }: LoadOptions): Promise<LoadedRecommenderModel> {
  const model = await loadRecommender({ engine, folder });
  if (model.userColumns !== null || model.itemColumns !== null) {
    model.dispose();
    throw new AppError(
      'invalid_state',
      'A recommender that reads features of users or items cannot be served: calls name them by their ids.',
    );
  }
  const numbersPerItem = model.spec.factors + 1;
  return {
    kind: 'recommender',
    bytes: model.bytes,
    dispose: model.dispose,
    costOf: ({ among }) => (among?.length ?? model.items) * numbersPerItem,
    run: (asked) => model.recommendAll(asked),
  };
}
