import { z } from 'zod';
import type { Embed } from './embed-call.ts';
import { parseInput } from './parse-input.ts';

const inputsMax = 2_048;
const text = z.string().min(1, 'the text is empty');
const ids = z.array(z.number().int().nonnegative()).min(1);

export const EmbeddingFields = z.object({
  model: z.string().min(1).max(300),
  input: z.union([text, z.array(text).min(1).max(inputsMax), ids, z.array(ids).min(1).max(inputsMax)]),
  encoding_format: z.enum(['float', 'base64'], "it is 'float' or 'base64'").nullish(),
  dimensions: z.number().int().min(1).nullish(),
});

export interface EmbeddingBody extends Embed {
  encoding: 'float' | 'base64';
}

/** The body of `POST /v1/embeddings`. */
export function readEmbeddingBody(value: unknown): EmbeddingBody {
  const { model, input, encoding_format, dimensions } = parseInput(EmbeddingFields, value);
  return { model, inputs: toInputs(input), dimensions: dimensions ?? null, encoding: encoding_format ?? 'float' };
}

function toInputs(input: z.output<typeof EmbeddingFields>['input']): Embed['inputs'] {
  const all = typeof input === 'string' ? [input] : input;
  const items = all.filter((one) => typeof one !== 'number');
  return items.length > 0 ? items : [all.filter((one) => typeof one === 'number')];
}
