import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { GenerateRequest } from '../serving-contract.ts';
import type { Generate } from './generate-call.ts';
import { parseInput } from './parse-input.ts';
import { isGiven, refuseStream, samplingFields, toSampling, unsupported } from './sampling-fields.ts';

/** OpenAI's. */
const maxTokensDefault = 16;
const promptsMax = 128;
const tokenId = z.number().int().nonnegative();
const ids = z.array(tokenId).min(1);

export const CompletionBody = z.object({
  ...samplingFields,
  prompt: z.union([z.string(), z.array(z.string()).min(1).max(promptsMax), ids, z.array(ids).min(1).max(promptsMax)]),
  max_tokens: z.number().int().min(0).nullish(),
  echo: z.boolean().nullish(),
  logprobs: z.number().int().min(0).max(5).nullish(),
});

/** The body of `POST /v1/completions`. */
export function readCompletionBody(value: unknown): Generate {
  const raw = value as Record<string, unknown>;
  refuseStream(raw);
  const { best_of: best, n, suffix } = raw;
  if (isGiven(best) && best !== (n ?? 1))
    throw unsupported('best_of', 'Answers are not ranked: leave best_of out, or make it equal to n.');
  if (isGiven(suffix) && suffix !== '')
    throw unsupported('suffix', 'The models of this server go on from the end of a prompt: leave suffix out.');
  const body = parseInput(CompletionBody, raw);
  const maxTokens = body.max_tokens ?? maxTokensDefault;
  const echo = body.echo ?? false;
  if (maxTokens === 0 && !echo)
    throw new AppError('invalid_value', 'max_tokens is 0: then echo must be true, or nothing would be answered.', {
      param: 'max_tokens',
    });
  return {
    ...toSampling(body),
    prompt: toPrompt(body.prompt),
    maxTokens,
    logprobs: body.logprobs ?? null,
    echo,
  };
}

function toPrompt(prompt: z.output<typeof CompletionBody>['prompt']): GenerateRequest['prompt'] {
  const all = typeof prompt === 'string' ? [prompt] : prompt;
  const texts = all.filter((one) => typeof one === 'string');
  if (texts.length > 0) return { texts };
  const lists = all.filter((one) => typeof one === 'object');
  return { ids: lists.length > 0 ? lists : [all.filter((one) => typeof one === 'number')] };
}
