import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gpt2 } from '../architectures/gpt2.ts';
import { llama } from '../architectures/llama.ts';
import type { Engine } from '../engine/engine.ts';
import { makeMicroBatch } from './make-micro-batch.ts';
import { planRows, type RowPlanOptions } from './plan-rows.ts';
import { findHeadParameters, stepGradients } from './step-gradients.ts';
import { makeToyExamples, makeToyModel, toyGpt2, toyLlama } from './toy-model.ts';
import { toySpec } from './toy-spec.ts';
import { openTrainedPart } from './trained-part.ts';

const lora = { kind: 'lora', rank: 3, alpha: 6, dropout: 0, targetModules: null, useRslora: false } as const;
const set = makeToyExamples(7, 1);
const chosen = Int32Array.of(0, 1, 2, 3, 4, 5, 6);
const padded: RowPlanOptions = { isPacked: false, rowTokensMax: 40, microBatchRows: 7 };

interface Case {
  method: CausalLmSpec['method'];
  model?: 'llama' | 'gpt2';
  rows?: Partial<RowPlanOptions>;
  isRecomputed?: boolean;
  labelSmoothing?: number;
}

/** Loss and gradients of one step on a tiny model. */
export function testStepGradients(open: () => Promise<Engine>): void {
  async function run({ method, model = 'llama', rows = {}, isRecomputed = false, labelSmoothing = 0 }: Case) {
    const { tf } = await open();
    const base = model === 'llama' ? makeToyModel(tf, llama, toyLlama) : makeToyModel(tf, gpt2, toyGpt2);
    const part = openTrainedPart(tf, base, { spec: { ...toySpec, method } });
    for (const [name, value] of part.values)
      if (name.endsWith('.lora_B.weight')) {
        const filled = tf.tidy(() => tf.sub(tf.mul(tf.cos(tf.range(0, value.size)), 0.1), 0.02));
        part.values.set(name, tf.reshape(filled, value.shape)); // zero would hide A
      }
    const headParameters = findHeadParameters(tf, base, part);
    const before = tf.memory().numTensors;
    const batches = planRows(set, chosen, { ...padded, ...rows }).map((one) => makeMicroBatch(set, one));
    const trainee = { model: base, part, headParameters };
    const { loss, gradients } = stepGradients(tf, trainee, { batches, labelSmoothing, isRecomputed, seed: 1, step: 1 });
    expect(tf.memory().numTensors - before).toBe(part.values.size);
    const read = new Map([...gradients].map(([name, one]) => [name, one.dataSync() as Float32Array]));
    return { tf, base, part, trainee, batches, loss, gradients: read, headParameters };
  }

  function expectSame(found: Map<string, Float32Array>, wanted: Map<string, Float32Array>): void {
    expect([...found.keys()]).toEqual([...wanted.keys()]);
    for (const [name, gradient] of found) {
      const other = wanted.get(name) ?? new Float32Array();
      const apart = Math.hypot(...gradient.map((value, i) => value - (other[i] ?? Number.NaN)));
      expect(apart, name).toBeLessThanOrEqual(2e-5 * Math.hypot(...other) + 1e-7);
    }
  }

  it.each<Case>([
    { method: lora },
    { method: { kind: 'full' } },
    { method: lora, model: 'gpt2' },
    { method: { kind: 'full' }, model: 'gpt2', labelSmoothing: 0.1 },
  ])('has the slopes that small differences show: %j', async (one) => {
    const { tf, trainee, part, batches, gradients } = await run(one);
    const options = { batches, labelSmoothing: one.labelSmoothing ?? 0, isRecomputed: false, seed: 1, step: 1 };
    const lossWith = (name: string, value: Tensor) => {
      const kept = part.values.get(name) as Tensor;
      part.values.set(name, value);
      const result = stepGradients(tf, trainee, options);
      tf.dispose([...result.gradients.values()]);
      part.values.set(name, kept);
      return result.loss;
    };
    for (const [name, gradient] of gradients) {
      const kept = part.values.get(name) as Tensor;
      const length = Math.hypot(...gradient);
      if (length < 1e-4) continue;
      // Along its own gradient the loss must climb by the gradient's length.
      const direction = tf.tensor(
        gradient.map((value) => value / length),
        kept.shape,
      );
      const step = 2e-2;
      const high = lossWith(name, tf.add(kept, tf.mul(direction, step)));
      const low = lossWith(name, tf.sub(kept, tf.mul(direction, step)));
      expect((high - low) / (2 * step) / length, name).toBeCloseTo(1, 1);
    }
  });

  it.each<Case>([{ method: lora }, { method: { kind: 'full' } }])('is the same packed and padded: %j', async (one) => {
    const plain = await run(one);
    const packed = await run({ ...one, rows: { isPacked: true } });
    expect(packed.batches[0]?.rows).toBeLessThan(plain.batches[0]?.rows ?? 0);
    expect(Math.abs(packed.loss - plain.loss)).toBeLessThanOrEqual(1e-5 * plain.loss);
    expectSame(packed.gradients, plain.gradients);
  });

  it.each<Case>([{ method: lora }, { method: { kind: 'full' } }])(
    'is the same in one batch and in micro-batches: %j',
    async (one) => {
      const whole = await run(one);
      const split = await run({ ...one, rows: { microBatchRows: 2 } });
      expect(split.batches.length).toBe(4);
      expect(Math.abs(split.loss - whole.loss)).toBeLessThanOrEqual(1e-5 * whole.loss);
      expectSame(split.gradients, whole.gradients);
    },
  );

  it.each<Case>([
    { method: lora },
    { method: { ...lora, dropout: 0.3 } },
    { method: { kind: 'full' } },
    { method: { ...lora, dropout: 0.3 }, model: 'gpt2' },
    { method: { kind: 'full' }, model: 'gpt2' },
  ])('is the same with layers kept and computed again: %j', async (one) => {
    const kept = await run(one);
    const again = await run({ ...one, isRecomputed: true });
    expect(again.loss).toBeCloseTo(kept.loss, 6);
    expectSame(again.gradients, kept.gradients);
  });

  it('finds what is trained of the head', async () => {
    expect((await run({ method: lora })).headParameters).toEqual([]);
    const full = await run({ method: { kind: 'full' } });
    expect(full.headParameters).toEqual(['model.embed_tokens.weight']);
  });
}
