import { charOfByte } from './model/byte-chars.ts';
import { byteToken } from './model/char-bpe.ts';
import { llama3Pattern } from './words/known-word-end.ts';

// Contents of a tokenizer.json that are small enough to read. Only for tests.

const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };

function bpe(alphabet: readonly string[], merges: readonly string[], more: object = {}) {
  const tokens = [...alphabet, ...merges.map((merge) => merge.replace(' ', ''))];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  return {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    vocab,
    merges: merges.map((merge) => merge.split(' ')),
    ...more,
  };
}

export function addedToken(id: number, content: string, flags: object = {}) {
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: false };
  return { id, content, ...plain, ...flags };
}

/** Llama 3's kind: id n is byte n of the alphabet, from 256 on a few merges. */
export function byteLevelJson(more: object = {}) {
  return {
    version: '1.0',
    added_tokens: [] as object[],
    normalizer: null as object | null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: llama3Pattern(3) }, behavior: 'Isolated', invert: false },
        byteLevel,
      ],
    } as object | null,
    post_processor: null as object | null,
    decoder: byteLevel as object | null,
    model: bpe(charOfByte, ['h e', 'l l', 'he ll', 'hell o', 'Ġ w', 'o r', 'Ġw or', 'Ã ©']) as object,
    ...more,
  };
}

/** Llama 2's kind: `<unk> <s> </s>`, 256 bytes, then characters and merges. */
export function metaspaceJson(more: object = {}) {
  const bytes = Array.from({ length: 256 }, (_, byte) => byteToken(byte));
  return {
    version: '1.0',
    added_tokens: ['<unk>', '<s>', '</s>'].map((content, id) => addedToken(id, content, { special: true })),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    } as object | null,
    pre_tokenizer: null as object | null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [
        { SpecialToken: { id: '<s>', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { Sequence: { id: 'B', type_id: 1 } },
      ],
      special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
    } as object | null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    } as object | null,
    model: bpe(['<unk>', '<s>', '</s>', ...bytes, '▁', ...'helowrd'], ['▁ h', 'l l', '▁h e', '▁he ll', 'o r', '▁ w'], {
      unk_token: '<unk>',
      fuse_unk: true,
      byte_fallback: true,
    }) as object,
    ...more,
  };
}

/** BERT's kind. */
export function wordPieceJson(more: object = {}) {
  const tokens = [
    '[PAD]',
    '[UNK]',
    '[CLS]',
    '[SEP]',
    'hello',
    'he',
    '##llo',
    'wor',
    '##ld',
    '##s',
    '.',
    ',',
    "'",
    't',
    'cafe',
  ];
  return {
    version: '1.0',
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map((content, id) => addedToken(id, content, { special: true })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] } as object | null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
    ...more,
  };
}
