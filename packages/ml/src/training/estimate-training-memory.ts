import { AppError } from '@modelmint/domain/errors';
import type { CausalLmArchitecture, CausalLmShape } from '../architectures/architecture.ts';
import { countParameters } from '../architectures/count-parameters.ts';
import { groupSizeMax } from '../optimizer/parameter-groups.ts';
import type { CausalLmSpec } from './causal-lm-spec.ts';
import { chooseModules } from './choose-modules.ts';

/** Bytes at the peak of a step, by what they hold. */
export interface TrainingMemory {
  /** The base model in float32. */
  weights: number;
  /** What is trained beside it: an adapter; nothing in full training. */
  adapter: number;
  gradients: number;
  /** Two running means of each trained value. */
  optimizer: number;
  /** What a micro-batch keeps for its gradient, and the gradients on their way back. */
  activations: number;
  /** A slice of logits, as far as it does not fit into the place of the activations. */
  loss: number;
  /** The best weights so far, and a copy of one parameter on its way to a file. */
  checkpoint: number;
  total: number;
  /** The total when layers are computed again instead of kept, and when they are kept. */
  totalRecomputed: number;
  totalKept: number;
}

type Settings = Pick<CausalLmSpec, 'method' | 'microBatchRows' | 'maxTokens' | 'isRecomputed'>;

const float = 4;
/** Slices of `causalLoss`, and how often one stands in memory at once. */
const logitsMax = 1 << 23;
const logitCopies = 5;

/**
 * The memory that training needs, counted from what the forward and backward passes keep on the engine, for rows of
 * `maxTokens` tokens; shorter ones need less. Peaks of small Llamas and GPT-2s lie within a third of it.
 */
export function estimateTrainingMemory(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  spec: Settings,
): TrainingMemory {
  const parameters = architecture.parameters(config);
  const all = countParameters(parameters);
  const adapted = adapterSize(architecture, config, spec.method);
  const isFull = spec.method.kind === 'full';
  const trained = isFull ? all : adapted;
  const logits = Math.min(logitsMax, spec.microBatchRows * spec.maxTokens * config.vocabSize) * float * logitCopies;
  const kept = activations(architecture, config, { ...spec, isRecomputed: false });
  const recomputed = activations(architecture, config, { ...spec, isRecomputed: true });
  const parts = {
    weights: all * float,
    adapter: adapted * float,
    gradients: trained * float * 2, // the sum so far and what one micro-batch adds
    optimizer: trained * float * 2,
    checkpoint: trained * float + largest(parameters) * float,
  };
  const fixed = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  // The logits are gone before the gradients of the layers take the other half; the optimizer works when all that is gone.
  const workings = Math.min(trained, Math.max(groupSizeMax, largest(parameters))) * float * 6;
  const loss = (layers: number) => Math.max(0, logits - layers / 2);
  const totalWith = (layers: number) => fixed + Math.max(layers + loss(layers), workings);
  const chosen = spec.isRecomputed ? recomputed : kept;
  return {
    ...parts,
    activations: chosen,
    loss: loss(chosen),
    total: totalWith(chosen),
    totalRecomputed: totalWith(recomputed),
    totalKept: totalWith(kept),
  };
}

function adapterSize(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  method: CausalLmSpec['method'],
): number {
  if (method.kind === 'full') return 0;
  const modules = chooseModules(architecture.linears(config), method.targetModules);
  return modules.reduce((sum, one) => sum + method.rank * (one.in + one.out), 0);
}

function largest(parameters: readonly { shape: readonly number[] }[]): number {
  return parameters.reduce(
    (most, { shape }) =>
      Math.max(
        most,
        shape.reduce((a, b) => a * b, 1),
      ),
    0,
  );
}

/**
 * Per token, measured on Llama and GPT-2: a linear map's output stands six to seven times (itself, what follows, the
 * gradients of these), with LoRA thirteen times; the hidden states stand 20 times per layer, and the attention's shares once.
 */
function activations(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  { method, microBatchRows, maxTokens, isRecomputed }: Settings,
): number {
  const { layers, hiddenSize, heads } = config;
  const outputs = architecture.linears(config).reduce((sum, one) => sum + one.out, 0);
  const perOutput = method.kind === 'lora' ? 13 : 6.5;
  const perToken = perOutput * outputs + layers * (20 * hiddenSize + heads * maxTokens);
  const inputs = 2 * layers * hiddenSize;
  return microBatchRows * maxTokens * (isRecomputed ? perToken / layers + inputs : perToken) * float;
}

/** @throws AppError `invalid_value` with the numbers, when a step would not fit. */
export function checkTrainingMemory(
  memory: TrainingMemory,
  { bytesMax, spec }: { bytesMax: number; spec: Pick<CausalLmSpec, 'microBatchRows' | 'maxTokens' | 'isRecomputed'> },
): void {
  if (memory.total <= bytesMax) return;
  const { weights, optimizer, gradients, activations: kept } = memory;
  const recompute = spec.isRecomputed
    ? ''
    : `compute layers again instead of keeping them (${gigabytes(memory.totalRecomputed)} then), `;
  throw new AppError(
    'invalid_value',
    `A training step would take ${gigabytes(memory.total)} of memory and may take ${gigabytes(bytesMax)}: ` +
      `${gigabytes(weights)} for the weights, ${gigabytes(gradients + optimizer)} for gradients and optimizer, ` +
      `${gigabytes(kept)} for ${spec.microBatchRows} rows of ${spec.maxTokens} tokens. ` +
      `Try to ${recompute}lower microBatchRows (${spec.microBatchRows}) or maxTokens (${spec.maxTokens}), or train with LoRA.`,
    { param: 'microBatchRows' },
  );
}

function gigabytes(bytes: number): string {
  return bytes < 1e8 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
