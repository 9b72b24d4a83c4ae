import { AppError } from '@modelmint/domain/errors';
import { adjustLogits, type TokenHistory } from './adjust-logits.ts';
import { type Candidates, drawToken, keepMinP, weighTokens } from './candidates.ts';
import { keepTopK, keepTopP } from './keep-likeliest.ts';
import type { SamplingOptions } from './sampling-options.ts';

export interface Choice {
  options: SamplingOptions;
  history: TokenHistory;
  /** Uniform in [0, 1); asked once, and not at all at temperature 0. */
  random: () => number;
}

/**
 * Chooses the next token: logit bias → repetition penalty → frequency and presence penalties → temperature → top-k →
 * top-p → min-p → draw, each on what the one before left.
 *
 * @param logits [vocab]; changed in place
 * @throws AppError `invalid_state` (fault: platform) for logits that are NaN or +∞, or all −∞: the weights are damaged.
 */
export function chooseToken(logits: Float32Array, choice: Choice): number {
  const { options, history, random } = choice;
  adjustLogits(logits, options, history);
  const best = likeliestToken(logits);
  if (options.temperature === 0 || options.topK === 1) return best;
  return drawToken(filterTokens(logits, logits[best] as number, options), random());
}

/** What may be drawn, with its weights. @param max the largest of `logits` [vocab] */
export function filterTokens(logits: Float32Array, max: number, options: SamplingOptions): Candidates {
  const candidates = weighTokens(logits, max, options.temperature);
  if (options.topK > 0) keepTopK(candidates, options.topK);
  if (options.topP < 1) keepTopP(candidates, options.topP);
  if (options.minP > 0) keepMinP(candidates, options.minP);
  return candidates;
}

/** The lowest id among the largest logits. @throws AppError `invalid_state` as `chooseToken` */
export function likeliestToken(logits: Float32Array): number {
  let best = -1;
  let max = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id] as number;
    if (logit > max) [max, best] = [logit, id];
    else if (Number.isNaN(logit)) throw damaged(`token ${id} is not a number`);
  }
  if (max === Infinity) throw damaged(`token ${best} is infinite`);
  if (best === -1) throw damaged('every token is −∞');
  return best;
}

function damaged(what: string): AppError {
  const message = `the model's logits are unusable (${what}): its weights are damaged or its training diverged`;
  return new AppError('invalid_state', message, { fault: 'platform' });
}
