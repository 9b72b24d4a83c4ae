import { type CausalLmSize, causalLmTrainingBytes } from './causal-lm-memory.ts';
import type { CausalLmSpec } from './causal-lm-spec.ts';
import { countOf } from './count-of.ts';

export interface CausalLmPlanOptions {
  kind: CausalLmSpec['method']['kind'];
  examples: number;
  /** Of the longest example. */
  longestTokens: number;
  /** `estimated`: not by the model's own tokenizer, so that the rows get some room. */
  lengths?: 'counted' | 'estimated';
  /** What a step may take. */
  bytesMax: number;
  seed: number;
}

export interface CausalLmPlan {
  spec: CausalLmSpec;
  /** For each setting that was chosen, why it has its value: a sentence for a person. */
  reasons: Partial<Record<keyof CausalLmSpec | 'rank' | 'alpha', string>>;
}

const loraRateMax = 1e-3;

/** Settings for a fine-tuning, from the size of the data, of the model and of the memory. */
export function suggestCausalLmSpec(size: CausalLmSize, options: CausalLmPlanOptions): CausalLmPlan {
  const { kind, seed } = options;
  const examples = Math.max(1, options.examples);
  const { method, methodReasons } = chooseMethod(kind, examples);
  const epochs = examples < 200 ? 5 : examples < 5_000 ? 3 : examples < 50_000 ? 2 : 1;
  const batchSize = Math.min(examples, examples < 100 ? 4 : examples < 5_000 ? 8 : 16);
  const maxTokens = chooseLength(size, options);
  const steps = Math.ceil(examples / batchSize) * epochs;
  const every = Math.max(1, Math.ceil(steps / 10));
  const spec: CausalLmSpec = {
    task: 'text-generation',
    method,
    epochs,
    batchSize,
    ...chooseRows(size, { method, batchSize, maxTokens, bytesMax: options.bytesMax }),
    isPacked: true,
    maxTokens,
    whenTooLong: options.lengths === 'counted' && maxTokens >= options.longestTokens ? 'refuse' : 'cut',
    learningRate: chooseRate(kind, size.hiddenSize),
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
  return { spec, reasons: { ...methodReasons, ...explain(spec, { ...options, examples, size, steps }) } };
}

function chooseMethod(kind: CausalLmPlanOptions['kind'], examples: number) {
  if (kind === 'full') return { method: { kind }, methodReasons: {} } as const;
  const rank = examples < 500 ? 8 : examples < 20_000 ? 16 : 32;
  const method = { kind, rank, alpha: 2 * rank, dropout: 0, targetModules: null, useRslora: false };
  return {
    method,
    methodReasons: {
      rank: `Rank ${rank} is enough for what ${countOf(examples, 'example')} can teach; more data would need a higher one.`,
      alpha: `Alpha is twice the rank, so that the learning rate need not change with the rank.`,
    },
  };
}

function chooseLength(size: CausalLmSize, { longestTokens, lengths = 'estimated' }: CausalLmPlanOptions): number {
  const wanted = longestTokens * (lengths === 'estimated' ? 1.25 : 1);
  return Math.max(8, Math.min(size.contextLength ?? wanted, Math.ceil(wanted / 8) * 8));
}

/**
 * For Llama-like models the best rate of LoRA is about 5e-4 · (2000 / width)^0.78, ten times that of full training
 * (Thinking Machines, "LoRA without regret", 2025). That was seen on models of width 1,024 and more; for a Llama of width
 * 256 an adapter did better at a third of it, so it is bounded there.
 */
function chooseRate(kind: CausalLmPlanOptions['kind'], hiddenSize: number): number {
  const suited = Math.min(3e-3, Math.max(1e-4, 5e-4 * (2_000 / hiddenSize) ** 0.78));
  return Number((kind === 'lora' ? Math.min(loraRateMax, suited) : suited / 10).toPrecision(2));
}

/**
 * As many rows at once as fit; layers are computed again only where not even one row fits without that. To be asked again
 * where the method, the batch or the length was changed by hand.
 */
export function chooseRows(
  size: CausalLmSize,
  options: Pick<CausalLmSpec, 'method' | 'batchSize' | 'maxTokens'> & { bytesMax: number },
): Pick<CausalLmSpec, 'microBatchRows' | 'isRecomputed'> {
  for (const isRecomputed of [false, true])
    for (let rows = options.batchSize; rows >= 1; rows = Math.floor(rows / 2)) {
      const { total } = causalLmTrainingBytes(size, { ...options, microBatchRows: rows, isRecomputed });
      if (total <= options.bytesMax) return { microBatchRows: rows, isRecomputed };
    }
  return { microBatchRows: 1, isRecomputed: true };
}

interface Given extends CausalLmPlanOptions {
  size: CausalLmSize;
  steps: number;
}

function explain(spec: CausalLmSpec, { examples, longestTokens, size, steps }: Given): CausalLmPlan['reasons'] {
  const { epochs, batchSize, microBatchRows, isRecomputed, maxTokens, learningRate, method } = spec;
  const isLora = method.kind === 'lora';
  return {
    epochs: `${countOf(epochs, 'pass')} over ${countOf(examples, 'example')}: small sets need more, large ones teach enough in one.`,
    batchSize: `${countOf(batchSize, 'example')} per step gives ${countOf(steps, 'step')}; larger batches would leave too few.`,
    microBatchRows: `${countOf(microBatchRows, 'row')} of ${maxTokens} tokens at once is what fits into the memory.`,
    isRecomputed: isRecomputed
      ? 'Layers are computed again for the gradient, because keeping them does not fit into the memory; this takes about a third more time.'
      : 'There is memory to keep every layer for the gradient, which is faster.',
    isPacked: 'Short examples share a row, so that little time goes into padding; none sees another.',
    maxTokens:
      maxTokens < longestTokens
        ? `The model reads at most ${size.contextLength} tokens; the longest example has about ${longestTokens}, and loses its end.`
        : `The longest example has about ${longestTokens} tokens.`,
    learningRate: isLora
      ? `${learningRate} suits an adapter on a model of width ${size.hiddenSize}: narrow models take larger steps.`
      : `${learningRate}, a tenth of what an adapter would take, so that the model forgets little of what it knows.`,
    schedule: isLora
      ? 'The rate falls to 0 in a line, so that the last steps only polish.'
      : 'The rate falls to 0 in half a wave, so that the last steps only polish.',
    warmupRatio: 'It climbs during the first 5 % of the steps, while the optimizer has seen too little to be trusted.',
    evaluateEverySteps: `About ten evaluations in ${countOf(steps, 'step')}, to see when more training no longer helps.`,
    earlyStopPatience: 'Training stops after three evaluations without gain; the best weights are kept.',
  };
}
