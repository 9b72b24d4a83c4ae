import type { RecommendAnswer } from '@modelmint/domain/serving-contract';
import { askRecommend, nameUserAsAsked, type Recommend, withUsers } from '@modelmint/domain/wire/recommend-call';
import type { RecommendedItems } from '@modelmint/domain/wire/recommendation-object';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export type Recommended = Omit<Answered<RecommendAnswer>, 'answer'> & RecommendedItems;

/** Items for users; one metered call. */
export async function recommend(
  deps: Deps,
  principal: Principal,
  asked: Recommend,
  context: CallContext<Recommended>,
): Promise<Recommended> {
  requirePermission(principal, 'model.call');
  const name = asked.model;
  const found = await findModel(deps, principal, { name, abilities: ['recommend'] });
  const { finish } = context;
  const answered = await meterCall<RecommendAnswer>(
    deps,
    { principal, name, found, ...askRecommend(found, asked) },
    {
      ...context,
      finish: async (tx, outcome) => finish?.(tx, toRecommended(outcome, asked)),
    },
  ).catch((error: unknown) => {
    throw nameUserAsAsked(error, asked);
  });
  return toRecommended(answered, asked);
}

function toRecommended({ answer, ...rest }: Answered<RecommendAnswer>, asked: Recommend): Recommended {
  return { ...rest, results: withUsers(answer, asked), tokens: rest.completionTokens };
}
