import type { CheckpointFacts } from './base-model.ts';
import type { CausalLmSpec } from './causal-lm-spec.ts';
import { countOf } from './count-of.ts';
import { AppError } from './errors.ts';

/** What the memory and the suggested settings of a training depend on. */
export type CausalLmSize = Pick<
  CheckpointFacts,
  | 'parameters'
  | 'contextLength'
  | 'hiddenSize'
  | 'layers'
  | 'heads'
  | 'vocabularySize'
  | 'linearOutputs'
  | 'loraRankSize'
  | 'largestParameter'
> & {
  /** Numbers of the modules that are trained whole beside an adapter. Default: none. */
  savedParameters?: number;
};

/** Bytes at the peak of a step, by what they hold. */
export interface CausalLmTrainingBytes {
  /** The base model in float32. */
  weights: number;
  /** What is trained beside it: an adapter; nothing in full training. */
  adapter: number;
  gradients: number;
  /** Two running means of each trained value. */
  optimizer: number;
  /** The best weights so far, and a copy of one parameter on its way to a file. */
  checkpoint: number;
  /** What a micro-batch keeps for its gradient, and the gradients on their way back. */
  activations: number;
  /** A slice of logits, as far as it does not fit into the place of the activations. */
  loss: number;
  total: number;
  /** The total when layers are computed again instead of kept, and when they are kept. */
  totalRecomputed: number;
  totalKept: number;
}

export type CausalLmMemorySettings = Pick<CausalLmSpec, 'method' | 'microBatchRows' | 'maxTokens' | 'isRecomputed'>;

const float = 4;
/** Logits that the loss computes at once, and how often they stand in memory. */
export const logitsSliceMax = 1 << 23;
const logitCopies = 5;
/** Values that the optimizer steps as one, a larger parameter aside. */
export const optimizerGroupMax = 1 << 20;

/**
 * The memory that training needs, counted from what the forward and backward passes keep on the engine, for rows of
 * `maxTokens` tokens; shorter ones need less. Peaks of small Llamas and GPT-2s lie within a third of it.
 */
export function causalLmTrainingBytes(size: CausalLmSize, settings: CausalLmMemorySettings): CausalLmTrainingBytes {
  const { method, microBatchRows, maxTokens, isRecomputed } = settings;
  const { parameters, largestParameter } = size;
  const adapted = method.kind === 'lora' ? method.rank * size.loraRankSize + (size.savedParameters ?? 0) : 0;
  const trained = method.kind === 'lora' ? adapted : parameters;
  const logits = Math.min(logitsSliceMax, microBatchRows * maxTokens * size.vocabularySize) * float * logitCopies;
  const kept = activations(size, { ...settings, isRecomputed: false });
  const recomputed = activations(size, { ...settings, isRecomputed: true });
  const parts = {
    weights: parameters * float,
    adapter: adapted * float,
    gradients: trained * float * 2, // the sum so far and what one micro-batch adds
    optimizer: trained * float * 2,
    checkpoint: trained * float + largestParameter * float,
  };
  const fixed = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  // The logits are gone before the gradients of the layers take the other half; the optimizer works when all that is gone.
  const workings = Math.min(trained, Math.max(optimizerGroupMax, largestParameter)) * float * 6;
  const loss = (layers: number) => Math.max(0, logits - layers / 2);
  const totalWith = (layers: number) => fixed + Math.max(layers + loss(layers), workings);
  const chosen = isRecomputed ? recomputed : kept;
  return {
    ...parts,
    activations: chosen,
    loss: loss(chosen),
    total: totalWith(chosen),
    totalRecomputed: totalWith(recomputed),
    totalKept: totalWith(kept),
  };
}

/**
 * Per token, measured on Llama and GPT-2: a linear map's output stands six to seven times (itself, what follows, the
 * gradients of these), with LoRA thirteen times; the hidden states stand 20 times per layer, and the attention's shares once.
 */
function activations(size: CausalLmSize, settings: CausalLmMemorySettings): number {
  const { layers, hiddenSize, heads, linearOutputs } = size;
  const { method, microBatchRows, maxTokens, isRecomputed } = settings;
  const perOutput = method.kind === 'lora' ? 13 : 6.5;
  const perToken = perOutput * linearOutputs + layers * (20 * hiddenSize + heads * maxTokens);
  const inputs = 2 * layers * hiddenSize;
  return microBatchRows * maxTokens * (isRecomputed ? perToken / layers + inputs : perToken) * float;
}

/** @throws AppError `invalid_value` with the numbers and what to do, when a step would not fit. */
export function checkCausalLmMemory(
  bytes: CausalLmTrainingBytes,
  { bytesMax, spec }: { bytesMax: number; spec: CausalLmMemorySettings },
): void {
  if (bytes.total <= bytesMax) return;
  const { weights, optimizer, gradients, activations: kept } = bytes;
  const isFull = spec.method.kind === 'full';
  throw new AppError(
    'invalid_value',
    `A training step would take ${amount(bytes.total)} of memory and may take ${amount(bytesMax)}: ${amount(weights)} for the weights, ${amount(gradients + optimizer)} for gradients and optimizer, ${amount(kept)} for ${countOf(spec.microBatchRows, 'row')} of ${spec.maxTokens} tokens. ` +
      (isFull
        ? `Try to lower max_tokens (${spec.maxTokens}), train with LoRA or take a smaller base model.`
        : `Try to lower max_tokens (${spec.maxTokens}), lower lora_rank or take a smaller base model.`),
    { param: `method.supervised.hyperparameters.${isFull ? 'training_method' : 'max_tokens'}` },
  );
}

function amount(bytes: number): string {
  return bytes < 1e8 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
