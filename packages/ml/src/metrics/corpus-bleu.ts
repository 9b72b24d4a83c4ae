import { countCommon, countNgrams } from './count-ngrams.ts';
import { tokenize13a } from './tokenize-13a.ts';

export interface Bleu {
  /** 0 … 100, as sacreBLEU prints it. */
  score: number;
  /** Of the candidates' runs of 1 … 4 words, the share that the references have; 0 … 1. */
  precisions: number[];
  /** Below 1 when the candidates are shorter than the references. */
  brevityPenalty: number;
}

const orders = [1, 2, 3, 4];

/**
 * BLEU of a corpus (Papineni et al. 2002) as sacreBLEU 2 computes it: one or more references per candidate, 13a words,
 * runs of up to four, counts clipped by the reference that has the most, the reference nearest in length for the
 * brevity penalty, and "exponential" smoothing: the nth order without a hit counts 1/2ⁿ hits.
 */
export function corpusBleu(candidates: readonly string[], references: readonly (readonly string[])[]): Bleu {
  if (candidates.length !== references.length)
    throw new RangeError(`${candidates.length} candidates have references for ${references.length}`);
  const hits = orders.map(() => 0);
  const totals = orders.map(() => 0);
  let [length, referenceLength] = [0, 0];
  candidates.forEach((candidate, row) => {
    const said = tokenize13a(candidate);
    const meant = (references[row] ?? []).map(tokenize13a);
    length += said.length;
    referenceLength += nearestLength(said.length, meant);
    orders.forEach((order, index) => {
      hits[index] = (hits[index] ?? 0) + countCommon(countNgrams(said, order), highestCounts(meant, order));
      totals[index] = (totals[index] ?? 0) + Math.max(0, said.length - order + 1);
    });
  });
  const precisions = smoothed(hits, totals);
  const brevityPenalty = length === 0 ? 0 : length >= referenceLength ? 1 : Math.exp(1 - referenceLength / length);
  const isNothingCommon = hits.every((count) => count === 0) || precisions.includes(0);
  const meanLog = precisions.reduce((sum, precision) => sum + Math.log(precision), 0) / orders.length;
  return { score: isNothingCommon ? 0 : 100 * brevityPenalty * Math.exp(meanLog), precisions, brevityPenalty };
}

function smoothed(hits: readonly number[], totals: readonly number[]): number[] {
  let smoothing = 1;
  return hits.map((count, index) => {
    const total = totals[index] ?? 0;
    if (total === 0) return 0;
    if (count > 0) return count / total;
    smoothing *= 2;
    return 1 / (smoothing * total);
  });
}

/** Of two equally near the shorter. */
function nearestLength(length: number, references: readonly (readonly string[])[]): number {
  const lengths = references.map((words) => words.length);
  return lengths.sort((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b)[0] ?? 0;
}

function highestCounts(references: readonly (readonly string[])[], order: number): Map<string, number> {
  const highest = new Map<string, number>();
  for (const words of references)
    for (const [gram, count] of countNgrams(words, order)) highest.set(gram, Math.max(count, highest.get(gram) ?? 0));
  return highest;
}
