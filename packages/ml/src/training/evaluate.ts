import { breathe } from '../fitting/breathe.ts';
import type { ExampleSet } from './example-set.ts';
import { makeMicroBatch } from './make-micro-batch.ts';
import { planEvaluation } from './plan-rows.ts';
import { tokenScores } from './token-scores.ts';
import type { BaseModel, TrainedPart } from './trained-part.ts';
import type { EvaluationMetrics } from './training-event.ts';

export interface EvaluateOptions {
  model: BaseModel;
  part: Pick<TrainedPart, 'scope'>;
  set: ExampleSet;
  /** Examples per forward pass. */
  batchSize: number;
  signal?: AbortSignal | undefined;
  /** Called before each forward pass: evaluations may be long. */
  onWork?: (() => void) | undefined;
}

/** Loss and accuracy over the tokens of a split that count, weighted as in training. */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationMetrics> {
  const { model, part, set, batchSize, signal, onWork } = options;
  let [loss, correct, weight, tokens] = [0, 0, 0, 0];
  for (const chosen of planEvaluation(set, batchSize)) {
    await breathe();
    signal?.throwIfAborted();
    onWork?.();
    const batch = makeMicroBatch(
      set,
      Array.from(chosen, (example) => [example]),
    );
    const { losses, isLikeliest } = tokenScores(model, part.scope(), batch);
    batch.targets.weights.forEach((one, i) => {
      loss += one * (losses[i] ?? Number.NaN);
      correct += one * (isLikeliest[i] ?? 0);
      weight += one;
    });
    tokens += losses.length;
  }
  return { loss: loss / weight, perplexity: Math.exp(loss / weight), tokenAccuracy: correct / weight, tokens };
}
