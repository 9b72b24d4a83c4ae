import type { DecodeOptions, DecodeStream, Tokenizer } from '../tokenizer/tokenizer.ts';

/**
 * Tokens of the prompt's end that an answer is decoded after: word pieces lose their space at the start of a text, and
 * a character may begin in the prompt.
 */
const tokensBefore = 16;

/** Text of tokens that follow a prompt: what the decoded text grows by, without the prompt's own. */
export function decodeAfter(
  tokenizer: Pick<Tokenizer, 'decode' | 'decodeStream'>,
  promptIds: readonly number[],
  options: DecodeOptions,
): DecodeStream {
  const tail = promptIds.slice(-tokensBefore);
  const stream = tokenizer.decodeStream(options);
  const known = tail.map((id) => stream.push(id)).join('');
  /** What the prompt's unfinished character shows as, should the answer not finish it. */
  let unfinished = tokenizer.decode(tail, options).slice(known.length);

  function withoutPrompt(text: string): string {
    const before = unfinished;
    if (before === '' || text === '') return text;
    const isPrompt = text.startsWith(before) || before.startsWith(text);
    unfinished = isPrompt ? before.slice(text.length) : '';
    return isPrompt ? text.slice(before.length) : text;
  }

  return { push: (id) => withoutPrompt(stream.push(id)), end: () => withoutPrompt(stream.end()) };
}
