export type Span = readonly [start: number, end: number];

export const splitBehaviors = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'] as const;

export type SplitBehavior = (typeof splitBehaviors)[number];

export interface SplitOptions {
  behavior: SplitBehavior;
  /** The text between the matches takes the role of the matches. */
  invert?: boolean;
}

interface Piece {
  start: number;
  end: number;
  isMatch: boolean;
}

/** Cuts `text` at the `matches` (in order, not overlapping), each going where the behavior says. */
export function splitAt(text: string, matches: Iterable<Span>, { behavior, invert = false }: SplitOptions): string[] {
  const joined: Piece[] = [];
  let isAfterMatch = false;
  for (const piece of cut(text.length, matches, invert)) {
    const last = joined.at(-1);
    if (last !== undefined && joins(behavior, piece.isMatch, isAfterMatch)) last.end = piece.end;
    else if (behavior !== 'Removed' || !piece.isMatch) joined.push(piece);
    isAfterMatch = piece.isMatch;
  }
  return joined.map(({ start, end }) => text.slice(start, end));
}

function joins(behavior: SplitBehavior, isMatch: boolean, isAfterMatch: boolean): boolean {
  if (behavior === 'MergedWithPrevious') return isMatch && !isAfterMatch;
  if (behavior === 'MergedWithNext') return !isMatch && isAfterMatch;
  return behavior === 'Contiguous' && isMatch === isAfterMatch;
}

function cut(length: number, matches: Iterable<Span>, invert: boolean): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const [start, end] of matches) {
    if (from < start) pieces.push({ start: from, end: start, isMatch: invert });
    if (start < end) pieces.push({ start, end, isMatch: !invert });
    from = end;
  }
  if (from < length) pieces.push({ start: from, end: length, isMatch: invert });
  return pieces;
}
