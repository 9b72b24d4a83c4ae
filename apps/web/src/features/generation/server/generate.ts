import { AppError } from '@modelmint/domain/errors';
import {
  GenerateAnswer,
  type GenerateRequest,
  type ServedModel,
  servingPaths,
} from '@modelmint/domain/serving-contract';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { type FoundModel, findModel, servedModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { boundGeneration, maxTokensParam, promptsOf } from './bound-generation.ts';

/** Below the five minutes after which fetch gives up waiting for the head of an answer. */
const deadlineMs = 240_000;
/** Of all prompts of a call together. */
const choicesMax = 128;

/** Everything is checked and has its default; `maxTokens: null`: as long as `boundGeneration` lets it be. */
export type Generate = Omit<GenerateRequest, keyof ServedModel | 'isLengthSoft'> & { model: string };
export type Generated = Answered<GenerateAnswer>;

/** Text that goes on from prompts, or the next message of a chat; one metered call. */
export async function generate(
  deps: Deps,
  principal: Principal,
  { model: name, ...asked }: Generate,
  context: CallContext<Generated>,
): Promise<Generated> {
  requirePermission(principal, 'model.call');
  const found = await findModel(deps, principal, { name, abilities: ['generate'] });
  const prompts = promptsOf(asked.prompt);
  const choices = prompts * asked.n;
  if (choices > choicesMax)
    throw new AppError(
      'invalid_value',
      `${prompts} prompts with n = ${asked.n} are ${choices} answers; a call has at most ${choicesMax}.`,
      {
        param: 'n',
      },
    );
  refuseLength(asked, found);
  const { tokensMax, ...length } = boundGeneration(asked, found.contextLength);
  return meterCall<GenerateAnswer>(
    deps,
    {
      principal,
      name,
      found,
      inputs: prompts,
      tokensMax,
      question: {
        path: servingPaths.generate,
        body: { ...servedModel(found), ...asked, ...length } satisfies GenerateRequest,
        answer: GenerateAnswer,
        isWhole: (answer) => answer.choices.length === choices,
        deadlineMs,
      },
      count: ({ promptTokens, completionTokens }) => ({ prompt: promptTokens, completion: completionTokens }),
    },
    context,
  );
}

function refuseLength({ maxTokens, prompt }: Omit<Generate, 'model'>, { contextLength }: FoundModel): void {
  if (maxTokens === null || contextLength === null || maxTokens < contextLength) return;
  throw new AppError(
    'context_length_exceeded',
    `The model's context has ${contextLength} tokens, prompt included; ${maxTokensParam(prompt)} is ${maxTokens}. Ask for fewer.`,
    { param: maxTokensParam(prompt) },
  );
}
