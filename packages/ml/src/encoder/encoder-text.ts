import { AppError } from '@modelmint/domain/errors';
import type { EncoderShape } from '../architectures/architecture.ts';

/** One text, or a pair of them, as the tokenizer gave it, special tokens included. */
export interface EncoderText {
  ids: readonly number[];
  /** 0 for the tokens of the first text, 1 for those of the second. All 0 when absent. */
  tokenTypes?: readonly number[];
}

/**
 * Checks texts against what the model reads. A text over the context is refused, or cut when `isCut`: its last token, which
 * closes it, stays.
 *
 * @throws AppError `invalid_value` that says which text, what is wrong and what the model takes.
 */
export function fitTexts(
  texts: readonly EncoderText[],
  config: EncoderShape,
  isCut: boolean,
): { fitted: EncoderText[]; cut: number } {
  let cut = 0;
  const fitted = texts.map((text, index) => {
    checkTokens(text, index, config);
    if (text.ids.length <= config.contextLength) return text;
    if (!isCut)
      throw new AppError(
        'invalid_value',
        `Text ${index} has ${text.ids.length} tokens; the model reads ${config.contextLength}. Shorten it or ask for truncation`,
        { param: `[${index}]` },
      );
    cut += 1;
    return shorten(text, config.contextLength);
  });
  return { fitted, cut };
}

function checkTokens({ ids, tokenTypes }: EncoderText, index: number, config: EncoderShape): void {
  const refuse = (what: string) => new AppError('invalid_value', `Text ${index} ${what}`, { param: `[${index}]` });
  if (ids.length === 0) throw refuse('has no tokens');
  const strange = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= config.vocabSize);
  if (strange !== undefined)
    throw refuse(`has the token ${strange}; the model's vocabulary ends at ${config.vocabSize}`);
  if (tokenTypes === undefined) return;
  if (tokenTypes.length !== ids.length) throw refuse(`has ${ids.length} tokens and ${tokenTypes.length} token types`);
  const type = tokenTypes.find((one) => !Number.isInteger(one) || one < 0 || one >= Math.max(1, config.tokenTypes));
  if (type !== undefined) throw refuse(`has the token type ${type}; the model tells ${config.tokenTypes} apart`);
}

function shorten({ ids, tokenTypes }: EncoderText, length: number): EncoderText {
  const keep = (values: readonly number[]) => [...values.slice(0, length - 1), ...values.slice(-1)];
  return tokenTypes === undefined ? { ids: keep(ids) } : { ids: keep(ids), tokenTypes: keep(tokenTypes) };
}
