import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Generate } from './generate-call.ts';

const nullable = <S extends z.ZodType>(schema: S) => schema.nullish();
const range = (min: number, max: number) => z.number().min(min).max(max);
const stopText = z.string().min(1, 'a stop string must not be empty').max(1_000);

/** What chat and plain completions have in common; `null` = not given. */
export const samplingFields = {
  model: z.string().min(1).max(300),
  temperature: nullable(range(0, 2)),
  top_p: nullable(range(0, 1)),
  n: nullable(z.number().int().min(1).max(128)),
  stop: nullable(z.union([stopText, z.array(stopText).max(4, 'at most 4 stop strings')])),
  seed: nullable(z.number().int()),
  presence_penalty: nullable(range(-2, 2)),
  frequency_penalty: nullable(range(-2, 2)),
  logit_bias: nullable(
    z
      .record(z.string().regex(/^\d{1,9}$/, 'its keys are token ids'), range(-100, 100))
      .refine((bias) => Object.keys(bias).length <= 1_024, 'at most 1024 tokens'),
  ),
  // Not OpenAI's; other servers have them under these names.
  top_k: nullable(z.number().int().min(0)),
  min_p: nullable(range(0, 1)),
  repetition_penalty: nullable(z.number().gt(0).max(10)),
};

const Sampling = z.object(samplingFields);

type Sampled = Omit<Generate, 'prompt' | 'maxTokens' | 'logprobs' | 'echo'>;

/** With OpenAI's defaults for what is left out. */
export function toSampling(body: z.output<typeof Sampling>): Sampled {
  const { stop } = body;
  return {
    model: body.model,
    n: body.n ?? 1,
    temperature: body.temperature ?? 1,
    topP: body.top_p ?? 1,
    topK: body.top_k ?? null,
    minP: body.min_p ?? null,
    presencePenalty: body.presence_penalty ?? 0,
    frequencyPenalty: body.frequency_penalty ?? 0,
    repetitionPenalty: body.repetition_penalty ?? null,
    logitBias: body.logit_bias ?? {},
    seed: body.seed ?? null,
    stop: stop === null || stop === undefined ? [] : typeof stop === 'string' ? [stop] : stop,
  };
}

/** Throws for streaming, which clients ask for by habit: no answer is better than one in another form. */
export function refuseStream({ stream, stream_options }: Record<string, unknown>): void {
  if (stream === true)
    throw unsupported('stream', 'Streaming is not offered yet: leave stream out or set it to false.');
  if (stream !== undefined && stream !== null && stream !== false)
    throw new AppError('invalid_value', "Invalid value for 'stream': it is true or false.", { param: 'stream' });
  if (isGiven(stream_options))
    throw unsupported('stream_options', 'stream_options go with stream: true only: leave them out.');
}

export function unsupported(param: string, message: string): AppError {
  return new AppError('unsupported_parameter', message, { param });
}

/** Clients send `null` and empty lists for what they do not use. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
