import { AppError } from '@modelmint/domain/errors';
import { EmbedAnswer, type EmbedRequest, servingPaths } from '@modelmint/domain/serving-contract';
import type { Deps } from '../../../deps.ts';
import { boundIds, boundText } from '../../call/server/bound-tokens.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel, servedModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

const deadlineMs = 60_000;

export interface Embed {
  model: string;
  /** Texts, or the ids of their tokens. */
  inputs: EmbedRequest['inputs'];
  /** How many numbers of each vector are answered; null: all that the model has. */
  dimensions: number | null;
}
export type Embedded = Answered<EmbedAnswer>;

/** Vectors for texts; one metered call. */
export async function embed(
  deps: Deps,
  principal: Principal,
  { model: name, inputs, dimensions }: Embed,
  context: CallContext<Embedded>,
): Promise<Embedded> {
  requirePermission(principal, 'model.call');
  const found = await findModel(deps, principal, { name, abilities: ['embed'] });
  if (dimensions !== null && found.hiddenSize !== null && dimensions > found.hiddenSize)
    throw new AppError(
      'invalid_value',
      `The model's embeddings have ${found.hiddenSize} dimensions. Ask for at most so many, or leave dimensions out.`,
      { param: 'dimensions' },
    );
  const boundOne = (one: string | number[]) =>
    typeof one === 'string' ? boundText(one, found.contextLength) : boundIds(one, found.contextLength);
  return meterCall<EmbedAnswer>(
    deps,
    {
      principal,
      name,
      found,
      inputs: inputs.length,
      tokensMax: inputs.reduce((sum, one) => sum + boundOne(one), 0),
      question: {
        path: servingPaths.embed,
        body: { ...servedModel(found), inputs } satisfies EmbedRequest,
        answer: EmbedAnswer,
        isWhole: ({ vectors, tokens }) => vectors.length === inputs.length && tokens.length === inputs.length,
        deadlineMs,
      },
      count: ({ tokens }) => ({ prompt: tokens.reduce((sum, one) => sum + one, 0), completion: 0 }),
    },
    context,
  );
}
