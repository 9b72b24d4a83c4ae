import type { LabelledText } from './read-rows.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A split as numbers, 4 bytes a word. */
export interface EncodedRows {
  count: number;
  /** The words of all rows, one after another. */
  tokens: Int32Array;
  /** Where each row starts, and at the end where the last one ends: `count + 1` numbers. */
  starts: Float64Array;
  labels: Int32Array;
}

const startSize = 1 << 16;

export async function encodeRows(
  rows: AsyncIterable<LabelledText>,
  { vocabulary, tokensMax }: { vocabulary: Pick<Vocabulary, 'encode'>; tokensMax: number },
): Promise<EncodedRows> {
  let tokens = new Int32Array(startSize);
  let used = 0;
  const starts = [0];
  const labels: number[] = [];
  for await (const { text, label } of rows) {
    const ids = vocabulary.encode(text, tokensMax);
    if (used + ids.length > tokens.length) tokens = grow(tokens, used + ids.length);
    tokens.set(ids, used);
    used += ids.length;
    starts.push(used);
    labels.push(label);
  }
  return {
    count: labels.length,
    tokens: tokens.slice(0, used),
    starts: Float64Array.from(starts),
    labels: Int32Array.from(labels),
  };
}

export function lengthOf({ starts }: EncodedRows, row: number): number {
  return (starts[row + 1] ?? 0) - (starts[row] ?? 0);
}

function grow(tokens: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, tokens.length * 2));
  larger.set(tokens);
  return larger;
}
