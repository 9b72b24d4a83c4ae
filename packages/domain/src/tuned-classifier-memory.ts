import type { CheckpointFacts } from './base-model.ts';
import { countOf } from './count-of.ts';
import type { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam } from './hyperparameter-names.ts';

/** What the memory and the suggested settings of tuning a classifier depend on. */
export type ClassifierSize = Pick<
  CheckpointFacts,
  'parameters' | 'hiddenSize' | 'layers' | 'heads' | 'linearOutputs' | 'loraRankSize' | 'largestParameter'
>;

/** What one example is to the network. */
export interface ExampleSize {
  /** Tokens of a text, or patches of an image; 1 for convolutions. */
  positions: number;
  /** Numbers that convolutions give for an image; 0 without them. */
  convolved: number;
}

export interface ClassifierMemorySettings
  extends Pick<EncoderClassifierSpec, 'method' | 'batchSize' | 'microBatchRows'> {
  labels: number;
  example: ExampleSize;
  /** Of the training and held-out examples, which stand in memory. */
  dataBytes: number;
}

/** Bytes at the peak of a step, by what they hold. */
export interface ClassifierTrainingBytes {
  /** The base in float32. */
  weights: number;
  /** Adapters and the new head. */
  added: number;
  /** Gradients and the two running means of each trained value. */
  optimizer: number;
  /** The best weights so far, and a copy of one parameter on its way to a file. */
  checkpoint: number;
  /** What a pass keeps for its gradient, and the gradients on their way back. */
  activations: number;
  data: number;
  total: number;
}

const float = 4;
/** A convolution's output, its norm's and its activation's, with the gradients that are alive at once. */
const convolvedCopies = 5.5;
/** Values that the optimizer steps as one, a larger parameter aside. */
const optimizerGroupMax = 1 << 20;

/**
 * The memory that a step needs, for texts of the longest length; shorter ones need less. Seen at the peak of BERTs, a ViT and a
 * ResNet-50 on the native engine: between 0.92 and 1.06 of it.
 */
export function classifierTrainingBytes(
  size: ClassifierSize,
  settings: ClassifierMemorySettings,
): ClassifierTrainingBytes {
  const { method, labels, dataBytes, batchSize, microBatchRows } = settings;
  const head = labels * (size.hiddenSize + 1) + size.hiddenSize * (size.hiddenSize + 1);
  const added = (method.kind === 'lora' ? method.rank * size.loraRankSize : 0) + head;
  const trained = method.kind === 'lora' ? added : size.parameters + head;
  const parts = {
    weights: size.parameters * float,
    added: added * float,
    // The gradients, beside their sum where a step has several passes, and two means.
    optimizer: trained * float * (microBatchRows < batchSize ? 4 : 3),
    checkpoint: trained * float + size.largestParameter * float,
    data: dataBytes,
  };
  const fixed = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  const activations = keptBytes(size, settings);
  const workings = Math.min(trained, Math.max(optimizerGroupMax, size.largestParameter)) * float * 6;
  return { ...parts, activations, total: fixed + activations + workings };
}

/** As causal language models keep it (`causal-lm-memory.ts`), and the shares of attention twice, since nothing is masked away. */
function keptBytes(size: ClassifierSize, { method, microBatchRows, example }: ClassifierMemorySettings): number {
  const { layers, hiddenSize, heads, linearOutputs } = size;
  const { positions, convolved } = example;
  const perOutput = method.kind === 'lora' ? 13 : 6.5;
  const perPosition =
    perOutput * linearOutputs + (convolved > 0 ? 0 : layers * (20 * hiddenSize + 2 * heads * positions));
  return microBatchRows * (positions * perPosition + convolved * convolvedCopies) * float;
}

/** As many examples at once as fit. */
export function fitClassifierRows(
  size: ClassifierSize,
  { bytesMax, ...settings }: Omit<ClassifierMemorySettings, 'microBatchRows'> & { bytesMax: number },
): number {
  let rows = settings.batchSize;
  while (rows > 1 && classifierTrainingBytes(size, { ...settings, microBatchRows: rows }).total > bytesMax)
    rows = Math.ceil(rows / 2);
  return rows;
}

/** @throws AppError `invalid_value` with the numbers and what to do, when a step would not fit. */
export function checkClassifierMemory(
  bytes: ClassifierTrainingBytes,
  {
    bytesMax,
    method,
    noun,
    rows,
  }: { bytesMax: number; method: EncoderClassifierSpec['method']; noun: 'text' | 'image'; rows: number },
): void {
  if (bytes.total <= bytesMax) return;
  const first = method.kind === 'full' ? 'train with LoRA where the model allows it' : 'lower lora_rank';
  const second = noun === 'text' ? 'lower max_tokens' : 'upload fewer images';
  const [total, most, weights, optimizer, kept, data] = [
    ...[bytes.total, bytesMax, bytes.weights],
    ...[bytes.optimizer, bytes.activations, bytes.data],
  ].map(amount);
  throw new AppError(
    'invalid_value',
    (bytes.data < 1e8
      ? `A training step would take ${total} of memory and may take ${most}: ${weights} for the weights, ${optimizer} for gradients and optimizer, ${kept} for ${countOf(rows, noun)} at once. `
      : `A training step would take ${total} of memory and may take ${most}: ${weights} for the weights, ${optimizer} for gradients and optimizer, ${kept} for ${countOf(rows, noun)} at once, ${data} for the data itself. `) +
      `Try to ${first}, ${second} or take a smaller base model.`,
    { param: hyperparameterParam(method.kind === 'full' ? 'training_method' : 'lora_rank') },
  );
}

function amount(bytes: number): string {
  return bytes < 1e8 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
