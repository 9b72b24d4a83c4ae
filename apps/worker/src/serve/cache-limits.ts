import type { CausalLmShape } from '@modelmint/ml/architectures/architecture';

/** Answers that are written at a time. */
export const batchAnswersMax = 16;
/** Of them from one call, so that others have room beside it. */
export const callAnswersMax = 8;

/** Of the serving process' memory, for keys and values of one model. */
const memoryShare = 1 / 4;
/** A model that has it is served with so much context, however little memory that share is. */
const contextMin = 1024;
/** A step makes new keys and values before it frees the old ones. */
const copies = 2;
const bytesPerNumber = 4;
/** Scores of attention, before and after the softmax, and the product that they come from. */
const scoreCopies = 3;
/** Fewer tokens of a prompt at a time would take too long. */
export const readAtOnceMin = 32;
/** A turn of reading prompts takes no longer than so many sums take, about two seconds on two cores. */
const turnSums = 128e9;

export interface CacheLimits {
  /** Tokens of prompt and answer that are served: the model's, or what the memory allows. */
  contextLength: number;
  /** Answers at a time × tokens of the longest. */
  cacheTokensMax: number;
  /** What keys and values take at most. */
  workBytes: number;
}

/** How much a model may read and write at a time, by what its keys and values take. */
export function cacheLimits(shape: CausalLmShape, memoryBytesMax: number): CacheLimits {
  const { layers, kvHeads, headDim, heads } = shape;
  const bytesPerToken = copies * 2 * layers * kvHeads * headDim * bytesPerNumber;
  const affordable = Math.floor((memoryBytesMax * memoryShare) / bytesPerToken);
  const least = Math.min(shape.contextLength, contextMin);
  const cacheTokensMax = Math.min(Math.max(affordable, least), batchAnswersMax * shape.contextLength);
  // Few heads of keys may serve very many of queries: little to keep, and much to compute.
  const scored = Math.floor(scoresMax(memoryBytesMax) / (heads * readAtOnceMin));
  return {
    contextLength: Math.max(1, Math.min(shape.contextLength, cacheTokensMax, scored)),
    cacheTokensMax,
    workBytes: cacheTokensMax * bytesPerToken,
  };
}

/** Tokens of prompts that are read between two tokens of the answers that are written. */
export function prefillTokens(
  weightBytes: number,
  { heads, contextLength, memoryBytesMax }: { heads: number; contextLength: number; memoryBytesMax: number },
): number {
  const sumsPerToken = (2 * weightBytes) / bytesPerNumber;
  const scored = Math.floor(scoresMax(memoryBytesMax) / (heads * contextLength));
  return Math.min(512, Math.max(readAtOnceMin, Math.min(scored, Math.floor(turnSums / sumsPerToken))));
}

/** Scores of one pass: tokens that are read × tokens that they look at × heads. */
function scoresMax(memoryBytesMax: number): number {
  return (memoryBytesMax * memoryShare) / (scoreCopies * bytesPerNumber);
}
