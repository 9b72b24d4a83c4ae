import { AppError } from '@modelmint/domain/errors';
import { encodeBounded } from './encode-bounded.ts';
import type { LoadedEncoder } from './loaded-model.ts';

/**
 * The tokens of each input, which may be tokens already. Nothing is cut: what is too long is refused.
 *
 * @throws AppError `context_length_exceeded` or `invalid_value` with `param`.
 */
export async function readEncoderTexts(
  { tokenizer, contextLength, encoder: { config } }: LoadedEncoder,
  inputs: readonly (string | number[])[],
  signal: AbortSignal,
): Promise<(readonly number[])[]> {
  const { vocabSize } = config;
  const reads =
    contextLength === config.contextLength
      ? `the model reads ${contextLength}`
      : `the server has memory for ${contextLength} (SERVING_MEMORY_MB)`;
  const named = inputs.flatMap((text, i) => (typeof text === 'string' ? [{ text, param: `input[${i}]` }] : []));
  const encoded = (await encodeBounded(tokenizer, named, { contextLength, signal })).values();
  return inputs.map((input, i) => {
    const ids = typeof input === 'string' ? (encoded.next().value ?? []) : input;
    const param = `input[${i}]`;
    if (ids.length === 0) throw new AppError('invalid_value', 'An input must not be empty.', { param });
    if (ids.length > contextLength)
      throw new AppError(
        'context_length_exceeded',
        `This input has ${ids.length} tokens; ${reads}. Shorten it or split it.`,
        { param },
      );
    const strange = ids.find((id) => id >= vocabSize);
    if (strange !== undefined)
      throw new AppError('invalid_value', `The model has no token ${strange}: it knows 0 to ${vocabSize - 1}.`, {
        param,
      });
    return ids;
  });
}
