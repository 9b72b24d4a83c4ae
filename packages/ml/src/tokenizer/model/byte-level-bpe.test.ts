import { expect, it } from 'vitest';
import { byteLevelJson } from '../toy-tokenizers.ts';
import { gpt2WordEnd } from '../words/gpt2-word-end.ts';
import { readBpeModel } from './bpe-model.ts';
import { ByteLevelBpe } from './byte-level-bpe.ts';
import { readVocabulary } from './read-vocabulary.ts';

function open(vocabulary: (vocab: Map<string, number>) => void = () => {}) {
  const model = { ...byteLevelJson().model, type: 'BPE' };
  const vocab = readVocabulary(model);
  vocabulary(vocab);
  const bpe = new ByteLevelBpe(readBpeModel(model, vocab));
  return (text: string) => {
    const ids: number[] = [];
    bpe.encode(text, gpt2WordEnd, ids);
    return ids;
  };
}

it('says the same of a word that it knows', () => {
  const encode = open();
  expect(encode('hello wor hello')).toEqual([259, 262, 32, 259]);
  expect(encode('hello wor hello')).toEqual([259, 262, 32, 259]);
  expect(encode('x'.repeat(100_000))).toEqual(Array.from({ length: 100_000 }, () => 120));
});

it('drops bytes that the vocabulary lacks', () => {
  const encode = open((vocab) => vocab.delete('x'));
  expect(encode('xhxexllox')).toEqual([259]);
});

it('writes all of Unicode as UTF-8', () => {
  const encode = open();
  const text = '\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}';
  expect(encode(text)).toEqual([...new TextEncoder().encode(text)]);
});
