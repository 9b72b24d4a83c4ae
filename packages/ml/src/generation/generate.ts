import type { GenerationEvent } from './generation-event.ts';
import type { GenerationModel, GenerationTokenizer } from './generation-model.ts';
import type { GenerationRequest } from './generation-request.ts';
import { type GeneratorOptions, openGenerator } from './open-generator.ts';

/**
 * Writes the answers of one request. For several requests at a time open a generator that they share.
 *
 * @throws AppError `invalid_value` with `param` for options out of range
 */
export async function* generate(
  model: GenerationModel,
  tokenizer: GenerationTokenizer,
  request: GenerationRequest & Pick<GeneratorOptions, 'eosIds'>,
): AsyncGenerator<GenerationEvent> {
  const { eosIds, ...own } = request;
  const options = { maxBatch: Math.max(1, request.n ?? 1), ...(eosIds === undefined ? {} : { eosIds }) };
  const generator = openGenerator(model, tokenizer, options);
  try {
    yield* generator.add(own);
  } finally {
    generator.close();
  }
}
