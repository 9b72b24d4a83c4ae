import { AppError } from '../errors.ts';
import { EmbedAnswer, type EmbedRequest, servingPaths } from '../serving-contract.ts';
import { boundIds, boundText } from './bound-tokens.ts';
import { type CalledModel, servedModel } from './called-model.ts';
import { type ModelCall, sum } from './model-call.ts';

const deadlineMs = 60_000;

export interface Embed {
  model: string;
  /** Texts, or the ids of their tokens. */
  inputs: EmbedRequest['inputs'];
  /** How many numbers of each vector are answered; null: all that the model has. */
  dimensions: number | null;
}

/** @throws AppError for more dimensions than the model has. */
export function askEmbed(model: CalledModel, { inputs, dimensions }: Embed): ModelCall<EmbedAnswer> {
  const { contextLength, hiddenSize } = model;
  if (dimensions !== null && hiddenSize !== null && dimensions > hiddenSize)
    throw new AppError(
      'invalid_value',
      `The model's embeddings have ${hiddenSize} dimensions. Ask for at most so many, or leave dimensions out.`,
      { param: 'dimensions' },
    );
  const boundOne = (one: string | number[]) =>
    typeof one === 'string' ? boundText(one, contextLength) : boundIds(one, contextLength);
  return {
    inputs: inputs.length,
    tokensMax: sum(inputs.map(boundOne)),
    question: {
      path: servingPaths.embed,
      body: { ...servedModel(model), inputs } satisfies EmbedRequest,
      answer: EmbedAnswer,
      isWhole: ({ vectors, tokens }) => vectors.length === inputs.length && tokens.length === inputs.length,
      deadlineMs,
    },
    count: ({ tokens }) => ({ prompt: sum(tokens), completion: 0 }),
  };
}
