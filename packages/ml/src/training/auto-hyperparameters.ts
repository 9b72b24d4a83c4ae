import type { CausalLmArchitecture, CausalLmShape } from '../architectures/architecture.ts';
import type { CausalLmSpec } from './causal-lm-spec.ts';
import { estimateTrainingMemory } from './estimate-training-memory.ts';

export interface TrainingData {
  examples: number;
  /** Of the longest example. */
  longestTokens: number;
  /** Of all examples. */
  totalTokens: number;
}

export interface AutoOptions {
  kind: CausalLmSpec['method']['kind'];
  data: TrainingData;
  /** What a step may take. */
  bytesMax: number;
  seed: number;
}

export interface AutoHyperparameters {
  spec: CausalLmSpec;
  /** For each setting that was chosen, why it has its value: a sentence for a person. */
  reasons: Partial<Record<keyof CausalLmSpec | 'rank' | 'alpha', string>>;
}

/** Settings for a fine-tuning, from the size of the data, of the model and of the memory. */
export function autoHyperparameters(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  options: AutoOptions,
): AutoHyperparameters {
  const { data, kind, seed } = options;
  const { method, methodReasons } = chooseMethod(kind, data);
  const epochs = data.examples < 200 ? 5 : data.examples < 5_000 ? 3 : data.examples < 50_000 ? 2 : 1;
  const batchSize = Math.min(Math.max(1, data.examples), data.examples < 100 ? 4 : data.examples < 5_000 ? 8 : 16);
  const maxTokens = Math.min(config.contextLength, Math.max(8, Math.ceil(data.longestTokens / 8) * 8));
  const steps = Math.ceil(Math.max(1, data.examples) / batchSize) * epochs;
  const learningRate = chooseRate(kind, config.hiddenSize);
  const every = Math.max(1, Math.ceil(steps / 10));
  const size = chooseSize(architecture, config, { method, batchSize, maxTokens, bytesMax: options.bytesMax });
  const spec: CausalLmSpec = {
    method,
    epochs,
    batchSize,
    ...size,
    isPacked: true,
    maxTokens,
    whenTooLong: 'refuse',
    learningRate,
    schedule: kind === 'lora' ? 'linear' : 'cosine',
    warmupRatio: 0.05,
    weightDecay: 0.01,
    clipNorm: 1,
    labelSmoothing: 0,
    evaluateEverySteps: every,
    checkpointEverySteps: every,
    earlyStopPatience: 3,
    seed,
  };
  return { spec, reasons: { ...methodReasons, ...explain(spec, { data, config, steps }) } };
}

function chooseMethod(kind: AutoOptions['kind'], { examples }: TrainingData) {
  if (kind === 'full') return { method: { kind }, methodReasons: {} } as const;
  const rank = examples < 500 ? 8 : examples < 20_000 ? 16 : 32;
  const method = { kind, rank, alpha: 2 * rank, dropout: 0, targetModules: null, useRslora: false };
  return {
    method,
    methodReasons: {
      rank: `Rank ${rank} is enough for what ${count(examples, 'example')} can teach; more data would need a higher one.`,
      alpha: `Alpha is twice the rank, so that the learning rate need not change with the rank.`,
    },
  };
}

/**
 * For Llama-like models the best rate of LoRA is about 5e-4 · (2000 / width)^0.78, ten times that of full training
 * (Thinking Machines, "LoRA without regret", 2025).
 */
function chooseRate(kind: AutoOptions['kind'], hiddenSize: number): number {
  const lora = Math.min(3e-3, Math.max(1e-4, 5e-4 * (2_000 / hiddenSize) ** 0.78));
  return Number((kind === 'lora' ? lora : lora / 10).toPrecision(2));
}

/** As many rows at once as fit; layers are computed again only where not even one row fits without that. */
function chooseSize(
  architecture: CausalLmArchitecture,
  config: CausalLmShape,
  options: Pick<CausalLmSpec, 'method' | 'batchSize' | 'maxTokens'> & { bytesMax: number },
): Pick<CausalLmSpec, 'microBatchRows' | 'isRecomputed'> {
  for (const isRecomputed of [false, true])
    for (let rows = options.batchSize; rows >= 1; rows = Math.floor(rows / 2)) {
      const spec = { ...options, microBatchRows: rows, isRecomputed };
      if (estimateTrainingMemory(architecture, config, spec).total <= options.bytesMax)
        return { microBatchRows: rows, isRecomputed };
    }
  return { microBatchRows: 1, isRecomputed: true };
}

function explain(
  spec: CausalLmSpec,
  { data, config, steps }: { data: TrainingData; config: CausalLmShape; steps: number },
): AutoHyperparameters['reasons'] {
  const { epochs, batchSize, microBatchRows, isRecomputed, maxTokens, learningRate, method } = spec;
  const isLora = method.kind === 'lora';
  return {
    epochs: `${count(epochs, 'pass', 'passes')} over ${count(data.examples, 'example')}: small sets need more, large ones teach enough in one.`,
    batchSize: `${count(batchSize, 'example')} per step gives ${count(steps, 'step')}; larger batches would leave too few.`,
    microBatchRows: `${count(microBatchRows, 'row')} of ${maxTokens} tokens at once is what fits into the memory.`,
    isRecomputed: isRecomputed
      ? 'Layers are computed again for the gradient, because keeping them does not fit into the memory; this takes about a third more time.'
      : 'There is memory to keep every layer for the gradient, which is faster.',
    isPacked: 'Short examples share a row, so that little time goes into padding; none sees another.',
    maxTokens:
      maxTokens < data.longestTokens
        ? `The model reads at most ${config.contextLength} tokens; the longest example has ${data.longestTokens}.`
        : `The longest example has ${data.longestTokens} tokens.`,
    learningRate: isLora
      ? `${learningRate} suits an adapter on a model of width ${config.hiddenSize}: narrow models take larger steps.`
      : `${learningRate}, a tenth of what an adapter would take, so that the model forgets little of what it knows.`,
    schedule: `The rate falls to 0 ${isLora ? 'in a line' : 'in half a wave'}, so that the last steps only polish.`,
    warmupRatio: 'It climbs during the first 5 % of the steps, while the optimizer has seen too little to be trusted.',
    evaluateEverySteps: `About ten evaluations in ${count(steps, 'step')}, to see when more training no longer helps.`,
    earlyStopPatience: 'Training stops after three evaluations without gain; the best weights are kept.',
  };
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
