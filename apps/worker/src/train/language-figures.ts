import type { LanguageFigures } from '@modelmint/domain/training-metrics';
import type { EvaluationMetrics } from '@modelmint/ml/training/training-event';

/** JSON has no infinity, and e^loss of a model that knows nothing may be one. */
export function languageFigures(metrics: EvaluationMetrics | null): LanguageFigures | null {
  if (metrics === null) return null;
  const { loss, perplexity, tokenAccuracy, tokens } = metrics;
  return { loss, perplexity: Math.min(perplexity, Number.MAX_VALUE), tokenAccuracy, tokens };
}
