import { countCommon, countNgrams } from './count-ngrams.ts';
import { share } from './share.ts';

const orders = [1, 2, 3, 4, 5, 6];
/** Recall counts twice as much as precision. */
const beta = 2;

/**
 * chrF of a corpus (Popović 2015) as sacreBLEU 2 computes its `chrF2`: runs of one to six characters without white space,
 * precision and recall per order from the counts of the whole corpus, their means over the orders that both sides reach,
 * and F2 of these. 0 … 100.
 */
export function corpusChrf(candidates: readonly string[], references: readonly string[]): number {
  if (candidates.length !== references.length)
    throw new RangeError(`${candidates.length} candidates have ${references.length} references`);
  const corpus = new ChrfCorpus();
  for (const [row, candidate] of candidates.entries()) corpus.add(candidate, references[row] ?? '');
  return corpus.score();
}

/** The same, text by text: only counts are kept. */
export class ChrfCorpus {
  readonly #counts = orders.map((order) => ({ order, hits: 0, said: 0, meant: 0 }));

  add(candidate: string, reference: string): void {
    const [own, wanted] = [letters(candidate), letters(reference)];
    for (const counts of this.#counts) {
      const [said, meant] = [countNgrams(own, counts.order), countNgrams(wanted, counts.order)];
      counts.hits += countCommon(said, meant);
      counts.said += total(said);
      counts.meant += total(meant);
    }
  }

  score(): number {
    let [precision, recall, reached] = [0, 0, 0];
    for (const { hits, said, meant } of this.#counts) {
      if (said === 0 || meant === 0) continue;
      precision += hits / said;
      recall += hits / meant;
      reached++;
    }
    return 100 * fScore(share(precision, reached), share(recall, reached));
  }
}

function fScore(precision: number, recall: number): number {
  return share((1 + beta ** 2) * precision * recall, beta ** 2 * precision + recall);
}

/** Code points, so that an emoji is one. */
function letters(text: string): string[] {
  return [...text.replace(/\s+/gu, '')];
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
