import { expect, it } from 'vitest';
import { decodeAfter } from './decode-after.ts';

/** One token per byte of UTF-8. */
const byBytes = {
  decode: (ids: readonly number[] | Int32Array) => new TextDecoder().decode(Uint8Array.from(ids)),
  decodeStream: () => {
    const decoder = new TextDecoder();
    return {
      push: (id: number) => decoder.decode(Uint8Array.of(id), { stream: true }),
      end: () => decoder.decode(),
    };
  },
};

/** Pieces with a space before each word, which goes at the start of a text. */
const pieces = ['▁the', '▁cat', 's'];
const byPieces = {
  decode: (ids: readonly number[] | Int32Array) =>
    Array.from(ids, (id) => pieces[id])
      .join('')
      .replaceAll('▁', ' ')
      .slice(1),
  decodeStream: () => {
    const seen: number[] = [];
    return {
      push: (id: number) => {
        const before = byPieces.decode(seen).length;
        seen.push(id);
        return byPieces.decode(seen).slice(before);
      },
      end: () => '',
    };
  },
};

it.each([
  { what: 'whole characters', prompt: [0x61], answer: [0xc3, 0xa9, 0x62], text: 'éb' },
  { what: 'a character that begins in the prompt', prompt: [0x61, 0xe2, 0x82], answer: [0xac, 0x62], text: '€b' },
  { what: 'what the prompt left broken', prompt: [0x61, 0xe2, 0x82], answer: [0x62], text: 'b' },
  { what: 'what the prompt and then the answer leave broken', prompt: [0xe2], answer: [0xe2, 0x62, 0xe2], text: '�b�' },
  { what: 'nothing after a broken prompt', prompt: [0x61, 0xe2], answer: [], text: '' },
  { what: 'a long prompt', prompt: Array(40).fill(0x61), answer: [0x62], text: 'b' },
])('decodes $what', ({ prompt, answer, text }) => {
  const stream = decodeAfter(byBytes, prompt, {});
  expect(answer.map((id) => stream.push(id)).join('') + stream.end()).toBe(text);
});

it('keeps the space of the first word, which a text of its own would lose', () => {
  const stream = decodeAfter(byPieces, [0], {});
  expect([stream.push(1), stream.push(2)]).toEqual([' cat', 's']);
});
