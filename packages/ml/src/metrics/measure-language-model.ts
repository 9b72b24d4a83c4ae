/** Sums over the tokens that count, so that batches of unequal size add up exactly. */
export interface TokenSums {
  /** −ln of the probability that each token got, in nats. */
  loss: number;
  /** Tokens that were the likeliest. */
  correct: number;
  tokens: number;
}

export interface LanguageModelMetrics {
  /** Mean per token, in nats. */
  loss: number;
  /** e to the loss: among how many equally likely tokens the model hesitates (Jelinek et al. 1977). */
  perplexity: number;
  tokenAccuracy: number;
}

/** NaN in all three without tokens. */
export function measureLanguageModel(batches: Iterable<TokenSums>): LanguageModelMetrics {
  let [loss, correct, tokens] = [0, 0, 0];
  for (const batch of batches) {
    loss += batch.loss;
    correct += batch.correct;
    tokens += batch.tokens;
  }
  return { loss: loss / tokens, perplexity: Math.exp(loss / tokens), tokenAccuracy: correct / tokens };
}
