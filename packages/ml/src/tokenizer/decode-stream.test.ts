import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeTokenizer } from './make-tokenizer.ts';
import { byteLevelJson, metaspaceJson, wordPieceJson } from './toy-tokenizers.ts';

const sequence = (...decoders: object[]) => ({ decoder: { type: 'Sequence', decoders } });
const fuse = { type: 'Fuse' };

const tokenizers = {
  'byte level': makeTokenizer(byteLevelJson()),
  'byte fallback': makeTokenizer(metaspaceJson()),
  'metaspace decoder': makeTokenizer(metaspaceJson({ decoder: { type: 'Metaspace', prepend_scheme: 'always' } })),
  'end of word': makeTokenizer(metaspaceJson({ decoder: { type: 'BPEDecoder', suffix: 'l' } })),
  'strip at both ends': makeTokenizer(
    metaspaceJson(sequence(fuse, { type: 'Strip', content: 'h', start: 2, stop: 1 })),
  ),
  'replace after fuse': makeTokenizer(
    metaspaceJson(
      sequence({ type: 'ByteFallback' }, fuse, { type: 'Replace', pattern: { String: 'he' }, content: '-' }),
    ),
  ),
  'no decoder': makeTokenizer(byteLevelJson({ decoder: null })),
  'word pieces': makeTokenizer(wordPieceJson(), { clean_up_tokenization_spaces: true }),
};

it.each(Object.entries(tokenizers))('%s: the pieces are the whole, and whole characters', (_, tokenizer) => {
  const id = fc.nat(tokenizer.vocabSize + 1);
  const text = fc.string({ unit: fc.constantFrom('hello', ' ', 'é', '日', '👩‍👩‍👧', 'x', '\n', 'he', 'w') });
  const ids = fc.oneof(
    fc.array(id, { maxLength: 40 }),
    text.map((one) => tokenizer.encode(one)),
  );
  fc.assert(
    fc.property(ids, fc.boolean(), (all, skipSpecialTokens) => {
      const stream = tokenizer.decodeStream({ skipSpecialTokens });
      const pieces = [...all.map((one) => stream.push(one)), stream.end()];
      expect(pieces.join('')).toBe(tokenizer.decode(all, { skipSpecialTokens }));
      for (const piece of pieces) expect(Buffer.from(piece).toString()).toBe(piece);
    }),
    { numRuns: 300 },
  );
});

it('shows a character when its last byte is there', () => {
  const { encode, decodeStream } = tokenizers['byte level'];
  const stream = decodeStream();
  expect(encode('日🙂a').map((id) => stream.push(id))).toEqual(['', '', '日', '', '', '', '🙂', 'a']);
});

it('holds a run of byte tokens back until it ends: one bad byte makes all of them U+FFFD', () => {
  const { encode, decodeStream } = tokenizers['byte fallback'];
  const good = decodeStream({ skipSpecialTokens: true });
  expect(encode('éh').map((id) => good.push(id))).toEqual(['', '', '', '', 'éh']);
  const bad = decodeStream();
  expect([3 + 0xc3, 3 + 0xa9, 3 + 0xff].map((id) => bad.push(id))).toEqual(['', '', '']);
  expect(bad.end()).toBe('\ufffd\ufffd\ufffd');
});
