import { libraryPreTokenizer, libraryRegex } from '../library-part.ts';
import { asParts, badPart, literalPattern, type Part, textOf } from '../part.ts';
import { wordsAndSigns } from '../text/word-chars.ts';
import { bertWords, isBertPunctuation } from './bert-words.ts';
import { byteLevelWords } from './byte-level-words.ts';
import { openMetaspace } from './metaspace.ts';
import { type Span, type SplitBehavior, splitAt, splitBehaviors } from './split-at.ts';
import type { Words } from './words.ts';

/** What a pre-tokenizer of `tokenizer.json` does. */
export function openWords(part: Part): Words {
  switch (part.type) {
    case 'Sequence': {
      const steps = asParts(part.pretokenizers, 'pre-tokenizer').map(openWords);
      return (piece, isFirst) =>
        steps.reduce((words, step) => words.flatMap((word, i) => step(word, isFirst && i === 0)), [piece]);
    }
    case 'ByteLevel':
      return byteLevelWords(part);
    case 'Split':
      return openSplit(part);
    case 'Metaspace':
      return openMetaspace(part);
    case 'BertPreTokenizer':
      return bertWords;
    case 'Punctuation':
      return bySingleChars(isBertPunctuation, behaviorOf(part, 'Isolated'));
    case 'Digits':
      return bySingleChars(isNumber, part.individual_digits === true ? 'Isolated' : 'Contiguous');
    case 'WhitespaceSplit':
      return (piece) => piece.match(/\P{White_Space}+/gu) ?? [];
    case 'Whitespace':
      return (piece) => piece.match(wordsAndSigns) ?? [];
    case 'CharDelimiterSplit': {
      const delimiter = textOf(part, 'delimiter', 'pre-tokenizer CharDelimiterSplit');
      return (piece) => piece.split(delimiter).filter((word) => word !== '');
    }
    default:
      return libraryPreTokenizer(part);
  }
}

const isNumber = (char: string) => /\p{N}/u.test(char);

function openSplit(part: Part): Words {
  const name = 'pre-tokenizer Split';
  const literal = literalPattern(part);
  const options = { behavior: behaviorOf(part, undefined), invert: part.invert === true };
  if (literal !== null) return (piece) => splitAt(piece, spansOf(piece, literal), options);
  const regex = libraryRegex(part.pattern, name);
  return (piece) =>
    splitAt(
      piece,
      Array.from(piece.matchAll(regex), ({ 0: match, index }) => [index, index + match.length]),
      options,
    );
}

function behaviorOf(part: Part, ifMissing: SplitBehavior | undefined): SplitBehavior {
  const found = splitBehaviors.find((one) => one === part.behavior) ?? ifMissing;
  if (found === undefined)
    throw badPart(`pre-tokenizer ${part.type}`, `has the unknown behavior ${String(part.behavior)}`);
  return found;
}

function spansOf(text: string, literal: string): Span[] {
  const spans: Span[] = [];
  if (literal === '') return spans;
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
    spans.push([at, at + literal.length]);
  return spans;
}

function bySingleChars(isMatch: (char: string) => boolean, behavior: SplitBehavior): Words {
  return (piece) => {
    const spans: Span[] = [];
    let at = 0;
    for (const char of piece) {
      if (isMatch(char)) spans.push([at, at + char.length]);
      at += char.length;
    }
    return splitAt(piece, spans, { behavior });
  };
}
