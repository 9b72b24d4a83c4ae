import { type NormalForm, normalizeText } from '@modelmint/domain/normalize-text';
import { notDecomposed } from './older-unicode.ts';

const newer = new RegExp(
  `([${[...notDecomposed].map((codePoint) => `\\u{${codePoint.toString(16)}}`).join('')}])`,
  'u',
);

/** `text.normalize(form)` as a reference does that does not know the newest characters; see `older-unicode`. */
export function composeNormally(text: string, form: NormalForm): string {
  if (form === 'NFC' || !newer.test(text)) return normalizeText(text, form);
  return text
    .split(newer)
    .map((part, i) => (i % 2 === 1 ? part : normalizeText(part, form)))
    .join('');
}
