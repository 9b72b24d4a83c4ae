import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { detectEncoding } from './detect-encoding.ts';

const lines = (line: string, count: number): Buffer => Buffer.from(`${line}\n`.repeat(count), 'latin1');
const cafe = 'caf\xe9';

test.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'utf-8'],
  ['ASCII', lines('plain', 9), 'utf-8'],
  ['UTF-8 cut inside its last character', Buffer.from('déjà\nvu é').subarray(0, -1), 'utf-8'],
  ['one long line of UTF-8, cut', Buffer.from('é'.repeat(9)).subarray(0, -1), 'utf-8'],
  ['two damaged lines', lines(cafe, 2), 'utf-8'],
  ['three damaged lines among more good ones', Buffer.concat([Buffer.from('é\n'.repeat(4)), lines(cafe, 3)]), 'utf-8'],
  ['many Latin lines', lines(cafe, 20), 'windows-1252'],
  ['Shift_JIS', iconv.encode('この商品はとても良いです。また買います。\n'.repeat(5), 'shift_jis'), 'shift_jis'],
  [
    'Cyrillic',
    iconv.encode('Очень хороший фильм, смотрел с удовольствием\n'.repeat(5), 'windows-1251'),
    'windows-1251',
  ],
])('%s', (_name, head, encoding) => {
  expect(detectEncoding(head).encoding).toBe(encoding);
});
