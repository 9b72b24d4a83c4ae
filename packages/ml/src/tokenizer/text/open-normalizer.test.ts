import { expect, it } from 'vitest';
import { openNormalizer } from './open-normalizer.ts';

const bert = {
  type: 'BertNormalizer',
  clean_text: true,
  handle_chinese_chars: true,
  strip_accents: null,
  lowercase: true,
};

// Results of Python's tokenizers 0.23.3.
it.each([
  [{ type: 'NFC' }, 'e\u0301', 'é'],
  [{ type: 'NFKC' }, 'ﬁ①㋿\u{1ccd6}', 'fi1㋿\u{1ccd6}'],
  [{ type: 'NFD' }, 'é\u{105c9}', 'e\u0301\u{105c9}'],
  [{ type: 'Lowercase' }, 'ΣΑΣ İ', 'σασ i̇'],
  [{ type: 'StripAccents' }, 'e\u0301x\u07fd\u1cf2', 'ex\u07fd'],
  [{ type: 'Strip', strip_left: true, strip_right: true }, ' \u3000a b\n', 'a b'],
  [{ type: 'Strip', strip_left: false, strip_right: true }, ' a ', ' a'],
  [{ type: 'Prepend', prepend: '▁' }, '', ''],
  [{ type: 'Replace', pattern: { String: 'a.' }, content: '$&' }, 'a.ab', '$&ab'],
  [{ type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, 'a \n b', 'a b'],
  [bert, 'Café\u0000\u200b\t日x', 'cafe  日 x'],
  [{ ...bert, strip_accents: false }, 'É', 'é'],
  [{ type: 'Sequence', normalizers: [{ type: 'Lowercase' }, { type: 'Prepend', prepend: '>' }] }, 'A', '>a'],
])('%j makes of %j what the reference makes', (part, text, expected) => {
  expect(openNormalizer(part)(text)).toBe(expected);
});

it('refuses steps that make very much of little', () => {
  const grow = { type: 'Replace', pattern: { String: 'a' }, content: 'a'.repeat(16) };
  expect(() => openNormalizer({ ...grow, content: 'a'.repeat(17) })).toThrow(/content of 17 characters; at most 16/);
  const steps = openNormalizer({ type: 'Sequence', normalizers: Array(20).fill(grow) });
  expect(() => steps('aaa')).toThrow(/makes 12288 characters of 3/);
  expect(steps('b')).toBe('b');
});
