import { AppError } from '@modelmint/domain/errors';
import { checkPasswordLength } from '@modelmint/domain/password-rules';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Its time grows with the square of the length; what stands behind is not needed to see that the start is weak. */
const judgedCharacters = 64;
/** 0 to 4; below 2 a guesser needs fewer than a million tries. */
const scoreMin = 2;

let judge: ZxcvbnFactory | undefined;

/**
 * Refuses a password that is short, on the list of common ones, or made of what is known about the person.
 * No recipe of letters, digits and signs: it makes passwords worse. Throws `invalid_value`.
 */
export function checkPassword(password: string, known: readonly string[]): void {
  const wrongLength = checkPasswordLength(password);
  if (wrongLength) throw wrongLength;
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const context = [...known.flatMap(partsOf), 'modelmint'];
  const start = [...password.normalize('NFKC')].slice(0, judgedCharacters).join('');
  const { score } = judge.check(
    start,
    context.filter((word) => word.length > 2),
  );
  if (score < scoreMin)
    throw new AppError(
      'invalid_value',
      'This password is too easily guessed: it is common, repeats itself, or holds your name or address. Use a few words that do not belong together.',
      { param: 'password' },
    );
}

/** `Ada Lovelace`: whole, by word, and as one word. */
function partsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return [text, words.join(''), ...words];
}
