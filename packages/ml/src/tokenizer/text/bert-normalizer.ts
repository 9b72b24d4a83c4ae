import { composeNormally } from './compose-normally.ts';
import { lowerCase } from './lower-case.ts';
import { unknownControls } from './older-unicode.ts';
import { stripNonspacing } from './strip-accents.ts';

export interface BertNormalizerOptions {
  cleanText: boolean;
  handleChineseChars: boolean;
  stripAccents: boolean;
  lowercase: boolean;
}

const control = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\u{fffd}]/gu;
const whiteSpace = /\p{White_Space}/gu;
/** The blocks of the reference, among them one that it starts at U+2B920 instead of U+2B820. */
const chinese =
  /[\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{2a6df}\u{2a700}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** Text as BERT reads it (`BasicTokenizer` of google-research/bert, `tokenization.py`). */
export function bertNormalize(text: string, options: BertNormalizerOptions): string {
  let result = text;
  if (options.cleanText) {
    result = result.replace(control, (char) => (unknownControls.has(char.codePointAt(0) ?? 0) ? char : ''));
    result = result.replace(whiteSpace, ' ');
  }
  if (options.handleChineseChars) result = result.replace(chinese, ' $& ');
  if (options.stripAccents) result = stripNonspacing(composeNormally(result, 'NFD'));
  return options.lowercase ? lowerCase(result) : result;
}
