import { imageTokensMax } from '@modelmint/domain/image-tokens';
import { ClassifyAnswer, type ClassifyRequest, servingPaths } from '@modelmint/domain/serving-contract';
import { splitWords } from '@modelmint/domain/split-words';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { boundText } from '../../call/server/bound-tokens.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { type FoundModel, findModel, servedModel } from '../../model/server/find-model.ts';
import { refuseInput } from '../../model/server/refuse-input.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { ClassifyInput, type ClassifyInputs, listInputs } from './classify-input.ts';

const deadlineMs = 60_000;

export const Classify = z.object({
  model: z.string().min(1).max(300),
  input: ClassifyInput,
  top_k: z.number().int().min(1).max(1_000).default(1),
});
export type Classify = z.output<typeof Classify>;

export interface Classified extends Omit<Answered<ClassifyAnswer>, 'answer'> {
  /** For each input the best labels, highest score first. */
  results: ClassifyAnswer['results'];
  tokens: number;
}

/** Labels for texts or images; one metered call. */
export async function classify(
  deps: Deps,
  principal: Principal,
  { model: name, input, top_k: topK }: Classify,
  context: CallContext<Classified>,
): Promise<Classified> {
  requirePermission(principal, 'model.call');
  const found = await findModel(deps, principal, { name, abilities: ['classify-texts', 'classify-images'] });
  const inputs = listInputs(input);
  refuseOtherKind(name, found, inputs);
  const list = inputs.texts.length > 0 ? inputs.texts : inputs.images;
  const { finish } = context;
  const answered = await meterCall<ClassifyAnswer>(
    deps,
    {
      principal,
      name,
      found,
      inputs: list.length,
      tokensMax: boundInputs(found, inputs),
      question: {
        path: servingPaths.classify,
        body: { ...servedModel(found), inputs: list, topK } satisfies ClassifyRequest,
        answer: ClassifyAnswer,
        isWhole: ({ results, tokens }) => results.length === list.length && tokens.length === list.length,
        deadlineMs,
      },
      count: ({ tokens }) => ({ prompt: tokens.reduce((sum, one) => sum + one, 0), completion: 0 }),
    },
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

function refuseOtherKind(name: string, { abilities }: FoundModel, { texts, images }: ClassifyInputs): void {
  if (texts.length > 0 && !abilities.includes('classify-texts'))
    throw refuseInput(name, 'classifies images: send {"image": "<base64>"} instead of texts.');
  if (images.length > 0 && !abilities.includes('classify-images'))
    throw refuseInput(name, 'classifies texts: send strings instead of images.');
}

/** At least what the model counts: it may stop at the length that it was trained for, and an image may be small. */
function boundInputs({ base, contextLength }: FoundModel, { texts, images }: ClassifyInputs): number {
  const boundOne = (text: string) =>
    // A template trained from nothing counts words; an imported checkpoint has a tokenizer.
    base === null && contextLength === null ? Math.max(1, splitWords(text).length) : boundText(text, contextLength);
  return texts.reduce((sum, one) => sum + boundOne(one), 0) + images.length * imageTokensMax;
}
