import { expect, it } from 'vitest';
import { makeTokenizer } from './make-tokenizer.ts';
import { addedToken, byteLevelJson, metaspaceJson, wordPieceJson } from './toy-tokenizers.ts';

const byteLevel = { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true };
const digits = { type: 'Digits', individual_digits: true };
const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true };
const added = [
  addedToken(264, '<x>', { special: true }),
  addedToken(256, 'he', { single_word: true }),
  addedToken(261, 'or', { lstrip: true, rstrip: true }),
  addedToken(265, 'lo w'),
];
const upperCase = [addedToken(264, 'CaFé', { normalized: true })];

// Ids and texts (special tokens left out) by Python's tokenizers 0.23.3.
it.each([
  [byteLevelJson(), 'hello world', [259, 262, 108, 100], 'hello world'],
  [
    byteLevelJson(),
    "hello  WORLD's 12345 é日\n\n x",
    [259, 32, 32, 87, 79, 82, 76, 68, 39, 115, 32, 49, 50, 51, 52, 53, 32, 263, 230, 151, 165, 10, 10, 32, 120],
    "hello  WORLD's 12345 é日\n\n x",
  ],
  [byteLevelJson(), '\ufeffhello\u0000', [239, 187, 191, 259, 0], '\ufeffhello\u0000'],
  [byteLevelJson({ model: { ...byteLevelJson().model, ignore_merges: true } }), 'hello wor', [259, 262], 'hello wor'],
  [byteLevelJson({ pre_tokenizer: byteLevel }), 'hello world', [32, 259, 262, 108, 100], ' hello world'],
  [
    byteLevelJson({
      pre_tokenizer: { type: 'Sequence', pretokenizers: [digits, { ...byteLevel, add_prefix_space: false }] },
    }),
    'hello 123 wor',
    [259, 32, 49, 50, 51, 262],
    'hello 123 wor',
  ],
  [byteLevelJson({ normalizer: { type: 'NFC' } }), 'cafe\u0301', [99, 97, 102, 263], 'café'],
  [
    byteLevelJson({ added_tokens: added }),
    'hello world he or he<x>hello  or  <x>x',
    [256, 108, 265, 261, 108, 100, 32, 256, 261, 256, 264, 259, 261, 264, 120],
    'hello world heorhehelloorx',
  ],
  [
    byteLevelJson({ normalizer: { type: 'Lowercase' }, added_tokens: upperCase }),
    'a café CAFÉ hello',
    [97, 32, 264, 32, 264, 32, 259],
    'a caf\ufffd caf\ufffd hello',
  ],
  [metaspaceJson(), 'hello world', [1, 270, 263, 272, 271, 262, 266], 'hello world'],
  [metaspaceJson(), ' hello', [1, 259, 270, 263], ' hello'],
  [metaspaceJson(), 'é日x', [1, 259, 198, 172, 233, 154, 168, 123], 'é日x'],
  [metaspaceJson(), 'hello</s>world', [1, 270, 263, 2, 272, 271, 262, 266], 'hello world'],
  [metaspaceJson(), '', [1], ''],
  [
    metaspaceJson({ model: { ...metaspaceJson().model, byte_fallback: false } }),
    'héé日llo',
    [1, 267, 0, 268, 263],
    'hllo',
  ],
  [
    metaspaceJson({ model: { ...metaspaceJson().model, byte_fallback: false, fuse_unk: false } }),
    'héé日llo',
    [1, 267, 0, 0, 0, 268, 263],
    'hllo',
  ],
  [
    metaspaceJson({ normalizer: null, pre_tokenizer: metaspace }),
    'hello  hell</s>hello',
    [1, 270, 263, 259, 270, 2, 260, 261, 268, 263],
    'hello  hellhello',
  ],
  [wordPieceJson(), 'Hello, WORLDS.', [2, 4, 11, 7, 8, 9, 10, 3], 'hello, worlds.'],
  [wordPieceJson(), "Café can't 日x [SEP]hello", [2, 14, 1, 12, 13, 1, 1, 3, 4, 3], "cafe ' t hello"],
  [wordPieceJson(), `${'x'.repeat(101)} hello\u0000\u200b`, [2, 1, 4, 3], 'hello'],
])('case %#: encodes as the reference does', (json, text, ids, decoded) => {
  const tokenizer = makeTokenizer(json);
  expect(tokenizer.encode(text)).toEqual(ids);
  expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe(decoded);
});

it('puts special tokens around one text and two, or leaves them out', () => {
  const tokenizer = makeTokenizer(wordPieceJson());
  expect(tokenizer.encodePair('hello', '.')).toEqual([2, 4, 3, 10, 3]);
  expect(tokenizer.encodePair('hello', '.', { addSpecialTokens: false })).toEqual([4, 10]);
  expect(tokenizer.decode([2, 4, 3])).toBe('[CLS] hello [SEP]');
  const roberta = { type: 'RobertaProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] };
  expect(makeTokenizer(wordPieceJson({ post_processor: roberta })).encodePair('hello', '.')).toEqual([
    2, 4, 3, 3, 10, 3,
  ]);
});

it('takes its special tokens and what is added to a text from tokenizer_config.json', () => {
  const tokenizer = makeTokenizer(metaspaceJson(), {
    bos_token: { content: '<s>' },
    eos_token: '</s>',
    unk_token: '<unk>',
    pad_token: 'not there',
    add_bos_token: false,
    add_eos_token: true,
    added_tokens_decoder: { 280: { content: '<new>', special: true } },
  });
  expect(tokenizer).toMatchObject({ bosId: 1, eosId: 2, unkId: 0, padId: null, vocabSize: 281 });
  expect(tokenizer.encode('h<new>')).toEqual([267, 280, 2]);
  expect([...tokenizer.specialIds]).toEqual([0, 1, 2, 280]);
  expect([tokenizer.tokenOf(280), tokenizer.idOf('<new>'), tokenizer.tokenOf(275), tokenizer.idOf('zzz')]).toEqual([
    '<new>',
    280,
    undefined,
    undefined,
  ]);
});

it('leaves out ids that no token has, and reads a lone surrogate as U+FFFD', () => {
  const tokenizer = makeTokenizer(byteLevelJson());
  expect(tokenizer.decode([104, 5000, 105])).toBe('hi');
  expect(tokenizer.decode(tokenizer.encode('a\ud800b'))).toBe('a\ufffdb');
});

it.each([
  ['no model', { model: undefined }, 'model is missing'],
  ['an unknown model', { model: { type: 'Oracle', vocab: {} } }, 'model Oracle is not known'],
  ['a merge of what the vocabulary lacks', { model: { type: 'BPE', vocab: { a: 0 }, merges: ['a b'] } }, 'merges "b"'],
  ['a merge that is no pair', { model: { type: 'BPE', vocab: { a: 0 }, merges: ['a'] } }, 'number 0'],
  ['an id that is no number', { model: { type: 'BPE', vocab: { a: 'x' }, merges: [] } }, 'has an id'],
  ['an id beyond reason', { added_tokens: [addedToken(1e9, 'x')] }, 'from 0 to 4000000'],
  ['an unknown decoder', { decoder: { type: 'Crystal' } }, 'decoder Crystal is not known'],
  ['an unknown post-processor', { post_processor: { type: 'Glue' } }, 'post-processor Glue is not known'],
  ['an unknown normalizer', { normalizer: { type: 'Iron' } }, 'normalizer Iron'],
  ['an unknown pre-tokenizer', { pre_tokenizer: { type: 'Saw' } }, 'pre-tokenizer Saw'],
  ['a part without a type', { decoder: {} }, 'decoder has no type'],
  [
    'a bad regular expression',
    { pre_tokenizer: { type: 'Split', pattern: { Regex: '(' }, behavior: 'Isolated' } },
    'Split',
  ],
])('refuses %s', (_, more, message) => {
  expect(() => makeTokenizer(byteLevelJson(more))).toThrow(
    expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining(message) }),
  );
});
