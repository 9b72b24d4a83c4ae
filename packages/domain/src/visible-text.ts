/**
 * What no name may hold: control signs, ends of lines, halves of characters, what is not seen (zero width, fillers, the
 * blank of Braille) and what turns the direction of the text around it. The signs that choose the form of an emoji or of
 * a Chinese character may stand there, and the joiner between two emoji.
 */
const hidden =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u2800]|(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*)\u200d|\u200d(?!\p{Extended_Pictographic})|(?![\u200d\ufe0e\ufe0f\u{e0100}-\u{e01ef}])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
/** Marks that pile up over the lines around: no language needs so many on one letter. */
const piled = /\p{M}{9}/u;
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line in which what is there is seen: for every name that people give. An empty text is one. */
export function isVisibleLine(text: string): boolean {
  return !hidden.test(text) && !piled.test(text) && (text.trim() === '' || seen.test(text));
}

/** The same, line by line. */
export function isVisibleText(text: string): boolean {
  return text.split(/\r?\n/).every((line) => isVisibleLine(line.replaceAll('\t', ' ')));
}

export const visibleLine = 'use one line of visible characters';
export const visibleText = 'use visible characters only';
