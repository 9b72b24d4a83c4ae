/** ln p of a token. −∞ where the model rules it out. */
export interface TokenLogprob {
  id: number;
  logprob: number;
}

export interface ChosenLogprob extends TokenLogprob {
  /** The likeliest tokens, best first, of equals the lower id; the chosen one need not be among them. */
  top: TokenLogprob[];
}

/** As OpenAI: at most 20 alternatives. */
export const topLogprobsMax = 20;

/**
 * log-softmax of the model's own logits for one token and the likeliest ones: before bias, penalties, temperature and
 * filters. So the logprobs of a text are the model's score of it whatever it was sampled with, those of a prompt
 * and those of an answer can be compared, and a logit bias cannot be used to read out the head's weights
 * (Carlini et al. 2024, "Stealing part of a production language model"). vLLM's `raw_logprobs` are the same.
 *
 * @param logits [vocab]; not changed
 */
export function tokenLogprobs(logits: Float32Array, id: number, top: number): ChosenLogprob {
  const normalizer = logSumExp(logits);
  const ofToken = (token: number) => ({ id: token, logprob: (logits[token] as number) - normalizer });
  return { ...ofToken(id), top: largest(logits, top).map(ofToken) };
}

function logSumExp(values: Float32Array): number {
  let max = -Infinity;
  for (const value of values) if (value > max) max = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - max);
  return max + Math.log(sum);
}

/** Ids of the `count` largest, best first: insertion into a list so short that most values meet only its end. */
function largest(values: Float32Array, count: number): number[] {
  const best: number[] = [];
  if (count === 0) return best;
  let least = -Infinity;
  for (let id = 0; id < values.length; id++) {
    const value = values[id] as number;
    if (best.length === count && value <= least) continue;
    let place = best.length;
    while (place > 0 && (values[best[place - 1] as number] as number) < value) place -= 1;
    best.splice(place, 0, id);
    if (best.length > count) best.pop();
    least = values[best.at(-1) as number] as number;
  }
  return best;
}
