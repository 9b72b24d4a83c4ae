import { expect, it } from 'vitest';
import { llama } from '../architectures/llama.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { openAdamW } from '../optimizer/open-adamw.ts';
import { estimateTrainingMemory } from './estimate-training-memory.ts';
import type { MicroBatch } from './make-micro-batch.ts';
import { findHeadParameters, stepGradients } from './step-gradients.ts';
import { makeToyModel, toyLlama } from './toy-model.ts';
import { toySpec } from './toy-spec.ts';
import { openTrainedPart } from './trained-part.ts';

const json = { ...toyLlama, hidden_size: 64, intermediate_size: 160, num_hidden_layers: 4, vocab_size: 500 };
const lora = { kind: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: null, useRslora: false } as const;
const full = { kind: 'full' } as const;
const [rows, time] = [4, 64];

/** The most bytes that tensors take while `run` runs. */
function peakOf(tf: TensorFlow, run: () => void): number {
  const engine = tf.engine();
  const { runKernel } = engine;
  let peak = 0;
  engine.runKernel = ((...call: Parameters<typeof runKernel>) => {
    const result = runKernel.apply(engine, call);
    peak = Math.max(peak, engine.state.numBytes);
    return result;
  }) as typeof runKernel;
  try {
    run();
  } finally {
    engine.runKernel = runKernel;
  }
  return peak;
}

function makeBatch(): MicroBatch {
  const ids = Int32Array.from({ length: rows * time }, (_, i) => i % 100);
  const places = ids.map((_, i) => i).filter((i) => i % time < time - 1);
  const targets = { places, labels: places.map((i) => i % 50), weights: new Float32Array(places.length).fill(1) };
  const segments = new Int32Array(ids.length).fill(1);
  return { rows, time, ids, positions: ids.map((_, i) => i % time), segments, targets, tokens: ids.length };
}

it.each([
  { method: lora, isRecomputed: false },
  { method: lora, isRecomputed: true },
  { method: full, isRecomputed: false },
  { method: full, isRecomputed: true },
])('is near what a step takes: %j', async ({ method, isRecomputed }) => {
  const { tf } = await openWasmEngine();
  const before = tf.memory().numBytes;
  const model = makeToyModel(tf, llama, json);
  const part = openTrainedPart(tf, model, { spec: { ...toySpec, method } });
  const optimizer = openAdamW(tf, part.parameters);
  const trainee = { model, part, headParameters: findHeadParameters(tf, model, part) };
  const options = { batches: [makeBatch()], labelSmoothing: 0, isRecomputed, seed: 1, step: 1 };
  const peak = peakOf(tf, () => {
    const { gradients } = stepGradients(tf, trainee, options);
    const at = { values: part.values, gradients, step: 1, learningRate: 0.001, weightDecay: 0.01, clipNorm: 1 };
    optimizer.step(at);
  });
  optimizer.dispose();
  tf.dispose([...part.values.values(), ...model.weights.values()]);
  const spec = { method, isRecomputed, microBatchRows: rows, maxTokens: time };
  const { total, checkpoint } = estimateTrainingMemory(llama, model.config as never, spec);
  const ratio = (total - checkpoint) / (peak - before);
  expect(ratio).toBeGreaterThan(1 / 1.5);
  expect(ratio).toBeLessThan(1.5);
});

it('counts an adapter beside the modules that are named', () => {
  const config = llama.readConfig(json);
  const bytes = (targetModules: string[] | null) =>
    estimateTrainingMemory(llama, config, {
      method: { ...lora, targetModules },
      isRecomputed: false,
      microBatchRows: 1,
      maxTokens: 64,
    });
  expect(bytes(['q_proj']).adapter).toBe(4 * 8 * (64 + 64) * 4);
  expect(bytes(['q_proj']).total).toBeLessThan(bytes(null).total);
  expect(() => bytes(['nothing'])).toThrow(/has no linear module nothing/);
});
