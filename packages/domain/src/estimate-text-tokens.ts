/** What a chat template puts around a message: marks of its begin and end, the role, line ends. ChatML needs 5 to 7. */
const tokensPerMessage = 8;
/** Begin and end of a text. */
const tokensPerText = 2;
/** Many templates put a system message of their own in front of a chat that has none; those of Llama 3 and Qwen have 20 to 30. */
const tokensOfSystem = 32;
const lettersOfShortWord = 3;
const tokensOfShortWord = 1.2;
const lettersPerFurtherToken = 3.2;

/**
 * About how many tokens a text has, rather too many than too few, where the tokenizer is not known yet: money is held by
 * it before a training whose true tokens are billed.
 *
 * A byte-level BPE of 4,000 to 100,000 entries makes of English words one token up to three or four letters and one more
 * for each three to five further ones; the constants are for the small vocabularies. Digits and marks count one by one,
 * as some tokenizers have it, and so do blanks beyond the one before a word. Of other scripts a vocabulary may know
 * hardly anything, so each byte counts. Never more than the bytes of the text, which is what BPE needs at worst, and one
 * for the blank that SentencePiece puts in front.
 */
export function estimateTextTokens(text: string): number {
  let tokens = 0;
  let bytes = 0;
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes += bytesOf(code);
    if (isLetter(code)) {
      letters++;
      continue;
    }
    tokens += tokensOfWord(letters);
    letters = 0;
    const isBeforeWord = code === 0x20 && isLetter(text.charCodeAt(at + 1));
    tokens += isBeforeWord ? 0 : bytesOf(code);
  }
  tokens += tokensOfWord(letters);
  return Math.min(Math.ceil(tokens), bytes) + 1;
}

/** Of a row as training reads it; `messages` is 0 where the row is no chat. */
export function estimateRowTokens(row: { texts: readonly string[]; messages: number; hasSystem: boolean }): number {
  const said = row.texts.reduce((sum, text) => sum + estimateTextTokens(text), 0);
  const system = row.messages > 0 && !row.hasSystem ? tokensOfSystem : 0;
  return said + tokensPerText + system + row.messages * tokensPerMessage;
}

function tokensOfWord(letters: number): number {
  if (letters === 0) return 0;
  return tokensOfShortWord + Math.max(0, letters - lettersOfShortWord) / lettersPerFurtherToken;
}

/** ASCII only; NaN, at the end of a text, is none. */
function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** In UTF-8; of a pair of surrogates two for each. */
function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  return code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
}
