import type { AddedToken } from './added-tokens.ts';
import type { Normalizer } from './text/open-normalizer.ts';
import { endsWithWordChar, startsWithWordChar } from './text/word-chars.ts';

/** A piece of text, or the id of an added token. */
export type Segment = string | number;

/**
 * Cuts a text at the added tokens, the longest at the leftmost place: those that are not normalized first, then, what
 * is left having been normalized, the others.
 */
export function openSegments(tokens: readonly AddedToken[], normalize: Normalizer): (text: string) => Segment[] {
  const raw = openSplitter(tokens.filter((token) => !token.normalized).map((token) => [token.content, token]));
  const normal = openSplitter(
    tokens.filter((token) => token.normalized).map((token) => [normalize(token.content), token]),
  );
  return (text) =>
    raw(text).flatMap((segment) => (typeof segment === 'number' ? [segment] : normal(normalize(segment))));
}

function openSplitter(entries: [content: string, token: AddedToken][]): (text: string) => Segment[] {
  const byContent = new Map(entries.filter(([content]) => content !== ''));
  if (byContent.size === 0) return (text) => (text === '' ? [] : [text]);
  const contents = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(contents.map((content) => content.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'g');
  return (text) => {
    const segments: Segment[] = [];
    let from = 0;
    for (const match of text.matchAll(any)) {
      const token = byContent.get(match[0]);
      const span = token && spanOf(text, token, { start: match.index, end: match.index + match[0].length, from });
      if (!token || !span) continue;
      const start = Math.max(span.start, from);
      if (from < start) segments.push(text.slice(from, start));
      segments.push(token.id);
      from = span.end;
    }
    if (from < text.length) segments.push(text.slice(from));
    return segments;
  };
}

const space = /\p{White_Space}/u;

/**
 * Where the token that matched from `start` to `end` begins and ends with the space that it takes; null if it may not.
 * What lies before `from` is taken already: to look at it again for each token would take the square of the text.
 */
function spanOf(text: string, token: AddedToken, { start, end, from }: { start: number; end: number; from: number }) {
  if (token.singleWord) {
    const isInWord = endsWithWordChar.test(text.slice(Math.max(0, start - 2), start));
    if (isInWord || startsWithWordChar.test(text.slice(end, end + 2))) return null;
  }
  let [left, right] = [start, token.rstrip ? Math.max(end, from) : end];
  while (token.lstrip && left > from && space.test(text.charAt(left - 1))) left--;
  while (token.rstrip && right < text.length && space.test(text.charAt(right))) right++;
  return { start: left, end: right };
}
