import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import { checkClassifierMemory, classifierTrainingBytes } from '@modelmint/domain/tuned-classifier-memory';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import { readCheckpointFacts } from '@modelmint/ml/checkpoint/read-checkpoint-facts';
import type { Engine } from '@modelmint/ml/engine/engine';

/**
 * Of a checkpoint with what is left of the memory, before its weights are read: the estimate of the launch knew neither this
 * worker nor, of an older import, the images.
 *
 * @throws AppError `invalid_value` with the numbers and what to do, when a step would not fit.
 */
export async function checkClassifierFits(
  modelFolder: string,
  {
    spec,
    labels,
    engine,
    memoryBytesMax,
  }: {
    spec: EncoderClassifierSpec | VisionClassifierSpec;
    labels: readonly string[];
    engine: Engine;
    memoryBytesMax: number;
  },
): Promise<void> {
  // A GPU has a memory of its own, which the process does not show.
  if (engine.name === 'tensorflow-gpu') return;
  const facts = await readCheckpointFacts(modelFolder);
  const isText = spec.kind === 'encoder';
  const example = isText ? { positions: spec.maxTokens, convolved: 0 } : facts.image;
  if (example === undefined) return;
  const { method, batchSize, microBatchRows } = spec;
  const settings = { method, batchSize, microBatchRows, labels: labels.length, example, dataBytes: 0 };
  checkClassifierMemory(classifierTrainingBytes(facts, settings), {
    bytesMax: Math.max(0, memoryBytesMax - process.memoryUsage.rss()),
    method,
    noun: isText ? 'text' : 'image',
    rows: microBatchRows,
  });
}
