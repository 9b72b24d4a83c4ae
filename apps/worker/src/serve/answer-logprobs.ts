import type { GenerateAnswer } from '@modelmint/domain/serving-contract';
import type { ChosenLogprob } from '@modelmint/ml/generation/token-logprobs';
import type { Tokenizer } from '@modelmint/ml/tokenizer/tokenizer';

type TokenLogprob = NonNullable<GenerateAnswer['choices'][number]['logprobs']>[number];

/** What a model rules out; JSON has no −∞. */
const least = -9999;

/**
 * Logprobs with the text and the bytes of each token.
 *
 * @param firstId of the prompt, whose first token has no logprob
 */
export function toLogprobs(
  tokenizer: Pick<Tokenizer, 'bytesOf'>,
  tokens: readonly (ChosenLogprob | null)[],
  firstId: number | undefined,
): TokenLogprob[] {
  const known = new Map<number, { token: string; bytes: number[] | null }>();
  const show = (id: number) => {
    const shown = known.get(id) ?? showToken(tokenizer, id);
    known.set(id, shown);
    return shown;
  };
  return tokens.map((one) => {
    if (one === null) return { ...show(firstId ?? -1), logprob: null, top: [] };
    const top = one.top.map(({ id, logprob }) => ({ ...show(id), logprob: Math.max(least, logprob) }));
    return { ...show(one.id), logprob: Math.max(least, one.logprob), top };
  });
}

/** Half a character shows as U+FFFD; its bytes are exact. */
function showToken({ bytesOf }: Pick<Tokenizer, 'bytesOf'>, id: number): { token: string; bytes: number[] | null } {
  const bytes = bytesOf(id);
  if (bytes === undefined) return { token: '', bytes: null };
  return { token: Buffer.from(bytes).toString('utf8'), bytes: Array.from(bytes) };
}
