import { z } from 'zod';
import { imageTokensMax } from '../image-tokens.ts';
import { ClassifyAnswer, type ClassifyRequest, servingPaths } from '../serving-contract.ts';
import { splitWords } from '../split-words.ts';
import { boundText } from './bound-tokens.ts';
import { type CalledModel, servedModel } from './called-model.ts';
import { ClassifyInput, type ClassifyInputs, listInputs, refuseMixedInput } from './classify-input.ts';
import { type ModelCall, sum } from './model-call.ts';
import { parseInput } from './parse-input.ts';
import { refuseInput } from './refuse-input.ts';

const deadlineMs = 60_000;

export const Classify = z.object({
  model: z.string().min(1).max(300),
  input: ClassifyInput,
  top_k: z.number().int().min(1).max(1_000).default(1),
});
export type Classify = z.output<typeof Classify>;

/** The body of `POST /v1/classifications`. */
export function readClassifyBody(value: unknown): Classify {
  refuseMixedInput((value as { input?: unknown }).input);
  return parseInput(Classify, value);
}

/** @throws AppError for inputs of a kind that the model does not read. */
export function askClassify(
  model: CalledModel,
  { model: name, input, top_k: topK }: Classify,
): ModelCall<ClassifyAnswer> {
  const inputs = listInputs(input);
  refuseOtherKind(name, model, inputs);
  const list = inputs.texts.length > 0 ? inputs.texts : inputs.images;
  return {
    inputs: list.length,
    tokensMax: boundInputs(model, inputs),
    question: {
      path: servingPaths.classify,
      body: { ...servedModel(model), inputs: list, topK } satisfies ClassifyRequest,
      answer: ClassifyAnswer,
      isWhole: ({ results, tokens }) => results.length === list.length && tokens.length === list.length,
      deadlineMs,
    },
    count: ({ tokens }) => ({ prompt: sum(tokens), completion: 0 }),
  };
}

function refuseOtherKind(name: string, { abilities }: CalledModel, { texts, images }: ClassifyInputs): void {
  if (texts.length > 0 && !abilities.includes('classify-texts'))
    throw refuseInput(name, 'classifies images: send {"image": "<base64>"} instead of texts.');
  if (images.length > 0 && !abilities.includes('classify-images'))
    throw refuseInput(name, 'classifies texts: send strings instead of images.');
}

/** At least what the model counts: it may stop at the length that it was trained for, and an image may be small. */
function boundInputs({ base, contextLength }: CalledModel, { texts, images }: ClassifyInputs): number {
  const boundOne = (text: string) =>
    // A template trained from nothing counts words; an imported checkpoint has a tokenizer.
    base === null && contextLength === null ? Math.max(1, splitWords(text).length) : boundText(text, contextLength);
  return sum(texts.map(boundOne)) + images.length * imageTokensMax;
}
