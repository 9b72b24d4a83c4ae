import type { Part } from '../part.ts';
import { splitAt } from './split-at.ts';
import type { Words } from './words.ts';

/** SentencePiece's way with spaces: each becomes `▁`, and so does the start of the text. */
export function openMetaspace(part: Part): Words {
  const mark = typeof part.replacement === 'string' ? part.replacement : '▁';
  const scheme = prependScheme(part);
  return (piece, isFirst) => {
    let text = piece.replaceAll(' ', mark);
    const isPrepended = scheme === 'always' || (scheme === 'first' && isFirst);
    if (isPrepended && !text.startsWith(mark)) text = mark + text;
    if (part.split === false) return [text];
    const marks = Array.from(
      text.matchAll(new RegExp(mark, 'gu')),
      ({ index }) => [index, index + mark.length] as const,
    );
    return splitAt(text, marks, { behavior: 'MergedWithNext' });
  };
}

/** `always`, `first` or `never`; older files have `add_prefix_space`. */
export function prependScheme(part: Part): string {
  if (typeof part.prepend_scheme === 'string') return part.prepend_scheme;
  return part.add_prefix_space === false ? 'never' : 'always';
}
