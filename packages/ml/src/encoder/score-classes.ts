import { softmax } from '../metrics/softmax.ts';

export interface ClassScore {
  label: string;
  score: number;
}

/**
 * What a head's outputs mean, best first; equals keep the order of the labels.
 *
 * @param problemType of config.json; one output alone is a regression, as in transformers
 */
export function scoreClasses(logits: Float32Array, labels: readonly string[], problemType: unknown): ClassScore[] {
  const scores = toScores(logits, problemType);
  return labels
    .map((label, index) => ({ label, score: scores[index] ?? Number.NaN }))
    .sort((a, b) => b.score - a.score);
}

function toScores(logits: Float32Array, problemType: unknown): ArrayLike<number> {
  if (problemType === 'regression' || (problemType == null && logits.length === 1)) return logits;
  if (problemType === 'multi_label_classification') return Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  return softmax(logits, logits.length);
}
