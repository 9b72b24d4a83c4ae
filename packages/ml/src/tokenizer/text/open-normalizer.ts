import { libraryNormalizer, libraryRegex } from '../library-part.ts';
import { asParts, badPart, literalPattern, type Part, textOf } from '../part.ts';
import { bertNormalize } from './bert-normalizer.ts';
import { composeNormally } from './compose-normally.ts';
import { lowerCase } from './lower-case.ts';
import { stripMarks } from './strip-accents.ts';

export type Normalizer = (text: string) => string;

/** What `part` of `tokenizer.json` does to a text before it is split into words. */
export function openNormalizer(part: Part): Normalizer {
  const { type } = part;
  switch (type) {
    case 'Sequence': {
      const steps = asParts(part.normalizers, 'normalizer').map(openNormalizer);
      return (text) => steps.reduce((result, step) => checkGrowth(step(result), text), text);
    }
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD':
      return (text) => composeNormally(text, type);
    case 'Lowercase':
      return lowerCase;
    case 'StripAccents':
      return stripMarks;
    case 'Prepend': {
      const prepend = textOf(part, 'prepend', 'normalizer Prepend');
      return (text) => (text === '' ? '' : prepend + text);
    }
    case 'Replace':
      return openReplace(part);
    case 'Strip':
      return openStrip(part);
    case 'BertNormalizer': {
      const lowercase = part.lowercase !== false;
      const options = {
        cleanText: part.clean_text !== false,
        handleChineseChars: part.handle_chinese_chars !== false,
        stripAccents: typeof part.strip_accents === 'boolean' ? part.strip_accents : lowercase,
        lowercase,
      };
      return (text) => bertNormalize(text, options);
    }
    default:
      return libraryNormalizer(part);
  }
}

const growthMax = 20;
const lengthAnyway = 10_000;

/** NFKC makes at most 18 characters of one. */
function checkGrowth(result: string, text: string): string {
  if (result.length <= Math.max(lengthAnyway, growthMax * text.length)) return result;
  throw badPart('normalizer Sequence', `makes ${result.length} characters of ${text.length}`);
}

/** The well-known ones have one or two characters. */
const contentMax = 16;

function openReplace(part: Part): Normalizer {
  const name = 'normalizer Replace';
  const pattern = literalPattern(part) ?? libraryRegex(part.pattern, name);
  const content = textOf(part, 'content', name);
  // A few steps that each put much in the place of little fill the memory.
  if (content.length > contentMax)
    throw badPart(name, `has a content of ${content.length} characters; at most ${contentMax} are supported`);
  return (text) => text.replaceAll(pattern, () => content);
}

function openStrip(part: Part): Normalizer {
  return (text) => {
    const left = part.strip_left === false ? text : text.replace(/^\p{White_Space}+/u, '');
    if (part.strip_right === false) return left;
    let end = left.length;
    while (end > 0 && /\p{White_Space}/u.test(left.charAt(end - 1))) end--;
    return left.slice(0, end);
  };
}
