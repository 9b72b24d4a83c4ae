import { extraMarks, extraNonspacing, unknownMarks, unknownNonspacing } from './older-unicode.ts';

const drop = (pattern: RegExp, unknown: ReadonlySet<number>, extra: ReadonlySet<number>) => {
  const isDropped = (char: string) => {
    const codePoint = char.codePointAt(0) ?? 0;
    return extra.has(codePoint) || !unknown.has(codePoint);
  };
  const any = new RegExp(`${pattern.source}|[${[...extra].map((one) => String.fromCodePoint(one)).join('')}]`, 'gu');
  return (text: string) => text.replace(any, (char) => (isDropped(char) ? '' : char));
};

/** Drops the combining marks, as the normalizer `StripAccents` does. */
export const stripMarks = drop(/\p{M}/u, unknownMarks, extraMarks);

/** Drops the nonspacing marks, as `BertNormalizer` does. */
export const stripNonspacing = drop(/\p{Mn}/u, unknownNonspacing, extraNonspacing);
