import type { Engine } from '../engine/engine.ts';
import { breathe } from '../fitting/breathe.ts';
import { type ClassificationMetrics, measureClassification } from '../metrics/measure-classification.ts';
import { softmax } from '../metrics/softmax.ts';
import type { EncodedRows } from './encoded-rows.ts';
import { makeBatch } from './make-batch.ts';
import type { Network, Parameters } from './network.ts';
import { planEvaluationBatches } from './plan-batches.ts';

/** Larger than in training: nothing is kept for gradients. */
const batchSize = 64;

export interface PredictOptions {
  network: Network;
  parameters: Parameters;
  rows: EncodedRows;
  signal?: AbortSignal | undefined;
}

/** Probabilities per row, [rows, labels]. */
export async function predict(
  { tf }: Engine,
  { network, parameters, rows, signal }: PredictOptions,
): Promise<Float64Array> {
  const { labels } = network.shape;
  const probabilities = new Float64Array(rows.count * labels);
  for (const chosen of planEvaluationBatches(rows, batchSize)) {
    await breathe();
    signal?.throwIfAborted();
    const logits = tf.tidy(() => network.forward(parameters, makeBatch(rows, chosen)).logits.dataSync());
    const part = softmax(logits, labels);
    chosen.forEach((row, index) => {
      probabilities.set(part.subarray(index * labels, (index + 1) * labels), row * labels);
    });
  }
  return probabilities;
}

export async function evaluate(
  engine: Engine,
  options: PredictOptions & { labels: readonly string[] },
): Promise<ClassificationMetrics> {
  return measureClassification(options.labels, options.rows.labels, await predict(engine, options));
}
