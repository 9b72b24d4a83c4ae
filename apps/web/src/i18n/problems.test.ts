import { describe, expect, it } from 'vitest';
import problems from '../../messages/zh-CN/problems.json';
import { collectSentences } from './scan/collect-sentences.ts';
import { untranslatedProblems } from './scan/untranslated-problems.ts';

const { read, literals } = collectSentences();
const translated = new Map<string, string>(Object.entries(problems));
/** Not written in one place: rows of the price table, sentences that follow one another or a line, what Stripe says of a card. */
const composed = /^\{0\}, .* parameters|^Line \{line\}: |^Your card |[.:] \p{Lu}/u;
const placesOf = (text: string): string =>
  [...new Set([...text.matchAll(/\{\w+\}/g)].map(([place]) => place))].sort().join();

describe('problems in Chinese', () => {
  it('are those that the sources have', () => {
    const left = [...translated.keys()].filter((sentence) => !literals.has(sentence) && !composed.test(sentence));
    expect(left).toEqual([]);
  });

  it('keep the values of the sentence', () => {
    const wrong = [...translated].filter(
      ([sentence, said]) => placesOf(sentence) !== placesOf(said) || said.trim() === '',
    );
    expect(wrong).toEqual([]);
  });

  it('are all of them, but for those of the list', () => {
    const missing = [...read].filter(([sentence]) => !translated.has(sentence));
    const known = new Set(untranslatedProblems);
    expect(missing.filter(([sentence]) => !known.has(sentence)).map((found) => found.join('  '))).toEqual([]);
    const still = new Set(missing.map(([sentence]) => sentence));
    expect(untranslatedProblems.filter((sentence) => !still.has(sentence))).toEqual([]);
  });
});
