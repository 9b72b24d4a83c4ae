import { share } from './share.ts';

export interface Overlap {
  precision: number;
  recall: number;
  f1: number;
}

/**
 * ROUGE-L (Lin 2004): the longest common subsequence of words, as a share of the candidate and of the reference, and
 * their harmonic mean. Words as in Google's `rouge_score` without stemming: lower case, runs of a–z and 0–9; `words`
 * replaces that, which other scripts need.
 */
export function rougeL(candidate: string, reference: string, words = latinWords): Overlap {
  const [said, meant] = [words(candidate), words(reference)];
  const common = longestCommonSubsequence(said, meant);
  return {
    precision: share(common, said.length),
    recall: share(common, meant.length),
    f1: share(2 * common, said.length + meant.length),
  };
}

function latinWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** The length, by the usual table, of which two rows are kept. */
function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let above = new Int32Array(b.length + 1);
  for (const word of a) {
    const row = new Int32Array(b.length + 1);
    for (let j = 0; j < b.length; j++)
      row[j + 1] = word === b[j] ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0);
    above = row;
  }
  return above[b.length] ?? 0;
}
