import { libraryRegex } from '../library-part.ts';
import { asParts, badPart, literalPattern, type Part, textOf } from '../part.ts';
import { prependScheme } from '../words/metaspace.ts';
import { byteFallbackStage } from './byte-fallback-stage.ts';
import { openByteLevelStage } from './byte-level-stage.ts';
import { stripEach, stripWhole } from './strip-stage.ts';
import { allTokens, chainStages, eachToken, type TokenStage } from './token-stage.ts';
import { wordPieceStage } from './word-piece-stage.ts';

/** How tokens become text. Whole texts and streams go the same way, so they cannot differ. */
export function openDecoder(part: Part | null): () => TokenStage {
  if (part === null) return eachToken((token, index) => (index === 0 ? token : ` ${token}`));
  const parts = flatten(part);
  return chainStages(parts.map((one, i) => openStage(one, parts.slice(0, i).some(joinsTokens))));
}

/** After these there is one token only, whose pieces come one by one. */
const joinsTokens = ({ type }: Part) => type === 'Fuse' || type === 'ByteLevel';

function flatten(part: Part): Part[] {
  return part.type === 'Sequence' ? asParts(part.decoders, 'decoder').flatMap(flatten) : [part];
}

function openStage(part: Part, isWhole: boolean): () => TokenStage {
  if (part.type === 'Strip') {
    const options = {
      content: textOf(part, 'content', 'decoder Strip'),
      start: count(part, 'start'),
      stop: count(part, 'stop'),
    };
    return isWhole ? stripWhole(options) : stripEach(options);
  }
  if (part.type === 'Fuse') return eachToken((token) => token);
  const stage = openOne(part);
  return isWhole ? chainStages([allTokens((tokens) => [tokens.join('')]), stage]) : stage;
}

function openOne(part: Part): () => TokenStage {
  switch (part.type) {
    case 'ByteLevel':
      return openByteLevelStage();
    case 'ByteFallback':
      return byteFallbackStage;
    case 'WordPiece':
      return wordPieceStage(typeof part.prefix === 'string' ? part.prefix : '##', part.cleanup !== false);
    case 'Metaspace': {
      const mark = typeof part.replacement === 'string' ? part.replacement : '▁';
      const first = prependScheme(part) === 'never' ? ' ' : '';
      return eachToken((token, index) => token.replaceAll(mark, index === 0 ? first : ' '));
    }
    case 'Replace': {
      const pattern = literalPattern(part) ?? libraryRegex(part.pattern, 'decoder Replace');
      const content = textOf(part, 'content', 'decoder Replace');
      return eachToken((token) => token.replaceAll(pattern, () => content));
    }
    case 'BPEDecoder':
      return endOfWordStage(typeof part.suffix === 'string' ? part.suffix : '</w>');
    default:
      throw badPart(`decoder ${part.type}`, 'is not known');
  }
}

/** The mark of a word's end is a space, save for the last word. */
function endOfWordStage(suffix: string): () => TokenStage {
  return () => {
    let held: string | null = null;
    return {
      push: (token) => {
        const ready = held === null ? [] : [held.replaceAll(suffix, ' ')];
        held = token;
        return ready;
      },
      end: () => (held === null ? [] : [held.replaceAll(suffix, '')]),
    };
  };
}

function count(part: Part, key: 'start' | 'stop'): number {
  const value = part[key];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw badPart('decoder Strip', `has a ${key} that is no whole number`);
}
