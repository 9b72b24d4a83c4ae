import type { JsonObject } from '../checkpoint/read-json-object.ts';
import { type AddedToken, readAddedTokens } from './added-tokens.ts';
import { chooseTemplate } from './choose-template.ts';
import { openDecodeStream } from './decode/open-decode-stream.ts';
import { openDecoder } from './decode/open-decoder.ts';
import { openTokenBytes } from './decode/open-token-bytes.ts';
import { allTokens, chainStages } from './decode/token-stage.ts';
import { cleanUp } from './decode/word-piece-stage.ts';
import { readVocabulary, type Vocabulary } from './model/read-vocabulary.ts';
import { openPieceEncoder, type PieceEncoder } from './open-piece-encoder.ts';
import { openSegments, type Segment } from './open-segments.ts';
import { asPart, badPart, isObject, type Part } from './part.ts';
import { applyTemplate, readTemplate } from './post-processor.ts';
import { specialIdsOf } from './special-ids.ts';
import { type Normalizer, openNormalizer } from './text/open-normalizer.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * A tokenizer of the contents of `tokenizer.json` and `tokenizer_config.json`. Truncation and padding that are saved in
 * the file are the caller's business here.
 *
 * @throws AppError `invalid_file` when a part is damaged or not known.
 */
export function makeTokenizer(json: JsonObject, config: JsonObject = {}): Tokenizer {
  const model = readModel(json.model);
  const vocab = readVocabulary(model);
  const added = readAddedTokens(json, config, vocab);
  const normalizer = partOf(json, 'normalizer');
  const normalize = normalizer === null ? (text: string) => text : openNormalizer(normalizer);
  const { ids, tokens } = indexTokens(vocab, added, normalize);
  const special = specialIdsOf(config, ids);
  const specials = added.filter((token) => token.special);
  const specialTokens = new Set(specials.map(({ content }) => content));
  const template = chooseTemplate(readTemplate(partOf(json, 'post_processor')), config, special);
  const encodePiece = openPieceEncoder(partOf(json, 'pre_tokenizer'), model, vocab);
  const encodeText = openEncoder(openSegments(added, normalize), encodePiece);

  const decoder = openDecoder(partOf(json, 'decoder'));
  const bytesOf = openTokenBytes(partOf(json, 'decoder'), new Set(added.map(({ content }) => content)));
  // As transformers 5 does: for BPE the setting would eat spaces that are in the text.
  const isCleaned = config.clean_up_tokenization_spaces === true && model.type !== 'BPE';
  const clean = allTokens((pieces) => [cleanUp(pieces.join(''))]);
  const openStream = openDecodeStream({
    decoder: isCleaned ? chainStages([decoder, clean]) : decoder,
    tokens,
    specialTokens,
  });

  return {
    ...special,
    specialIds: new Set(specials.map(({ id }) => id)),
    vocabSize: tokens.length,
    encode: (text, { addSpecialTokens = true } = {}) =>
      applyTemplate(template, { A: encodeText(text) }, addSpecialTokens),
    encodePair: (first, second, { addSpecialTokens = true } = {}) =>
      applyTemplate(template, { A: encodeText(first), B: encodeText(second) }, addSpecialTokens),
    decode: (tokenIds, options) => {
      const stream = openStream(options);
      let text = '';
      for (const id of tokenIds) text += stream.push(id);
      return text + stream.end();
    },
    decodeStream: openStream,
    tokenOf: (id) => tokens[id],
    bytesOf: (id) => {
      const token = tokens[id];
      return token === undefined ? undefined : bytesOf(token);
    },
    idOf: (token) => ids.get(token),
  };
}

function openEncoder(segments: (text: string) => Segment[], encodePiece: PieceEncoder) {
  return (text: string) => {
    const ids: number[] = [];
    for (const [i, segment] of segments(text).entries()) {
      if (typeof segment === 'number') ids.push(segment);
      else encodePiece(segment, i === 0, ids);
    }
    return ids;
  };
}

/** The reference decodes an added token that is looked for in the normalized text to its normalized self. */
function indexTokens(vocab: Vocabulary, added: readonly AddedToken[], normalize: Normalizer) {
  const ids = new Map(vocab);
  const tokens: string[] = [];
  for (const [token, id] of vocab) tokens[id] = token;
  for (const { content, id, normalized } of added) {
    ids.set(content, id);
    tokens[id] = normalized ? normalize(content) : content;
  }
  return { ids, tokens };
}

function partOf(json: JsonObject, key: string): Part | null {
  return json[key] === null || json[key] === undefined ? null : asPart(json[key], key);
}

/** Older files leave out the model's type. */
function readModel(model: unknown): Part {
  if (!isObject(model)) throw badPart('model', 'is missing');
  if (typeof model.type === 'string') return asPart(model, 'model');
  const type = 'merges' in model ? 'BPE' : Array.isArray(model.vocab) ? 'Unigram' : 'WordPiece';
  return { ...model, type };
}
