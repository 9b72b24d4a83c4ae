import type { PredictAnswer } from '@modelmint/domain/serving-contract';
import { askPredict, nameRowAsAsked, type Predict } from '@modelmint/domain/wire/predict-call';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export interface Predicted extends Omit<Answered<PredictAnswer>, 'answer'> {
  /** For each row its labels, likeliest first, or its value. */
  results: PredictAnswer['results'];
  /** Cells that were read. */
  tokens: number;
}

/** A label or a value for each row of a table; one metered call. */
export async function predict(
  deps: Deps,
  principal: Principal,
  asked: Predict,
  context: CallContext<Predicted>,
): Promise<Predicted> {
  requirePermission(principal, 'model.call');
  const name = asked.model;
  const found = await findModel(deps, principal, { name, abilities: ['predict'] });
  const { finish } = context;
  const answered = await meterCall<PredictAnswer>(
    deps,
    { principal, name, found, ...askPredict(found, asked) },
    {
      ...context,
      finish: async (tx, outcome) => finish?.(tx, toPredicted(outcome)),
    },
  ).catch((error: unknown) => {
    throw nameRowAsAsked(error, asked);
  });
  return toPredicted(answered);
}

function toPredicted({ answer, ...rest }: Answered<PredictAnswer>): Predicted {
  return { ...rest, results: answer.results, tokens: rest.promptTokens };
}
