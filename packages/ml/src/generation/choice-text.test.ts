import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DecodeStream } from '../tokenizer/tokenizer.ts';
import { type ChoiceText, openChoiceText } from './choice-text.ts';

/** One token per byte of UTF-8, which splits every character that is not ASCII; from 256 on: special, without text. */
function byteDecoder(): DecodeStream {
  const decoder = new TextDecoder();
  return {
    push: (id) => (id < 256 ? decoder.decode(Uint8Array.of(id), { stream: true }) : ''),
    end: () => decoder.decode(),
  };
}

function feed(text: ChoiceText, ids: Iterable<number>) {
  const all = [];
  for (const id of ids) {
    all.push(text.push({ id }));
    if (text.stop !== null) break;
  }
  all.push(text.end());
  return {
    pieces: all,
    text: all.map((one) => one.text).join(''),
    ids: all.flatMap(({ tokens }) => tokens.map(({ id }) => id)),
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);

it('shows whole characters with their tokens', () => {
  const { pieces, ids } = feed(openChoiceText(byteDecoder(), []), bytes('é😀!'));
  expect(pieces.map((one) => [one.text, one.tokens.length])).toEqual([
    ['', 0],
    ['é', 2],
    ['', 0],
    ['', 0],
    ['', 0],
    ['😀', 4],
    ['!', 1],
    ['', 0],
  ]);
  expect(ids).toEqual([...bytes('é😀!')]);
});

it('keeps the tokens of a stop string to itself, also those that only begin in it', () => {
  const text = openChoiceText(byteDecoder(), ['END']);
  const shown = feed(text, bytes('aEbENDc'));
  expect([shown.text, text.stop]).toEqual(['aEb', 'END']);
  expect(shown.ids).toEqual([...bytes('aEb')]);

  // 'bE' is one token: it comes out with its first character, and the stop string takes the second.
  const pairs = ['a', 'bE', 'ND'];
  const ofPairs = openChoiceText({ push: (id) => pairs[id] ?? '', end: () => '' }, ['END']);
  expect(feed(ofPairs, [0, 1, 2])).toMatchObject({ text: 'ab', ids: [0, 1] });
});

it('shows what was held back when the answer ends otherwise, and tokens without text', () => {
  const shown = feed(openChoiceText(byteDecoder(), ['END']), [...bytes('aEN'), 300, 0xe2, 0x82]);
  expect(shown.text).toBe('aEN\ufffd');
  expect(shown.ids).toEqual([...bytes('aEN'), 300, 0xe2, 0x82]);
});

it('never shows half of a code point, whatever the stop strings', () => {
  const unit = fc.constantFrom('a', 'é', '語', '😀', '😁');
  const stops = fc.array(fc.string({ unit, minLength: 1, maxLength: 3 }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), stops, (whole, stop) => {
      const shown = feed(openChoiceText(byteDecoder(), stop), bytes(whole));
      for (const { text } of shown.pieces) expect(text).not.toMatch(/\p{Surrogate}|\ufffd/u);
      expect(whole.startsWith(shown.text)).toBe(true);
      expect([...bytes(shown.text)]).toEqual(shown.ids);
    }),
  );
});
