import type { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import { askClassify, type Classify } from '@modelmint/domain/wire/classify-call';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export interface Classified extends Omit<Answered<ClassifyAnswer>, 'answer'> {
  /** For each input the best labels, highest score first. */
  results: ClassifyAnswer['results'];
  tokens: number;
}

/** Labels for texts or images; one metered call. */
export async function classify(
  deps: Deps,
  principal: Principal,
  asked: Classify,
  context: CallContext<Classified>,
): Promise<Classified> {
  requirePermission(principal, 'model.call');
  const name = asked.model;
  const found = await findModel(deps, principal, { name, abilities: ['classify-texts', 'classify-images'] });
  const { finish } = context;
  const answered = await meterCall<ClassifyAnswer>(
    deps,
    { principal, name, found, ...askClassify(found, asked) },
    {
      ...context,
      finish: async (tx, outcome) => finish?.(tx, toClassified(outcome)),
    },
  );
  return toClassified(answered);
}

function toClassified({ answer, ...rest }: Answered<ClassifyAnswer>): Classified {
  return { ...rest, results: answer.results, tokens: rest.promptTokens };
}
