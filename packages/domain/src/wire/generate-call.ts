import { AppError } from '../errors.ts';
import { GenerateAnswer, type GenerateRequest, type ServedModel, servingPaths } from '../serving-contract.ts';
import { boundGeneration, maxTokensParam, promptsOf } from './bound-generation.ts';
import { type CalledModel, servedModel } from './called-model.ts';
import type { ModelCall } from './model-call.ts';

/** Below the five minutes after which fetch gives up waiting for the head of an answer. */
const deadlineMs = 240_000;
/** Of all prompts of a call together. */
const choicesMax = 128;

/** Everything is checked and has its default; `maxTokens: null`: as long as `boundGeneration` lets it be. */
export type Generate = Omit<GenerateRequest, keyof ServedModel | 'isLengthSoft'> & { model: string };

/** @throws AppError for more answers than one call has, and for longer ones than the context. */
export function askGenerate(model: CalledModel, { model: _name, ...asked }: Generate): ModelCall<GenerateAnswer> {
  const prompts = promptsOf(asked.prompt);
  const choices = prompts * asked.n;
  if (choices > choicesMax)
    throw new AppError(
      'invalid_value',
      `${prompts} prompts with n = ${asked.n} are ${choices} answers; a call has at most ${choicesMax}.`,
      { param: 'n' },
    );
  refuseLength(asked, model);
  const { tokensMax, ...length } = boundGeneration(asked, model.contextLength);
  return {
    inputs: prompts,
    tokensMax,
    question: {
      path: servingPaths.generate,
      body: { ...servedModel(model), ...asked, ...length } satisfies GenerateRequest,
      answer: GenerateAnswer,
      isWhole: (answer) => answer.choices.length === choices,
      deadlineMs,
    },
    count: ({ promptTokens, completionTokens }) => ({ prompt: promptTokens, completion: completionTokens }),
  };
}

function refuseLength({ maxTokens, prompt }: Omit<Generate, 'model'>, { contextLength }: CalledModel): void {
  if (maxTokens === null || contextLength === null || maxTokens < contextLength) return;
  throw new AppError(
    'context_length_exceeded',
    `The model's context has ${contextLength} tokens, prompt included; ${maxTokensParam(prompt)} is ${maxTokens}. Ask for fewer.`,
    { param: maxTokensParam(prompt) },
  );
}
