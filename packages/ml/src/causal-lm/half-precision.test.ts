import type { Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { llama } from '../architectures/llama.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { attentionMask } from '../nn/attention-mask.ts';
import { openHalfProducts } from '../nn/half-product.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import type { MicroBatch } from '../training/make-micro-batch.ts';
import { findHeadParameters, stepGradients } from '../training/step-gradients.ts';
import { makeToyModel, toyLlama } from '../training/toy-model.ts';
import { toySpec } from '../training/toy-spec.ts';
import { openTrainedPart } from '../training/trained-part.ts';
import { loadCausalLm } from './load-causal-lm.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

/** Every tensor that TensorFlow holds, also those without a wrapper. */
const countHandles = (tf: TensorFlow): number =>
  (tf.backend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors();

/** What stays after the second run would after the third; the first one makes what is kept for the life of the process. */
async function leavesNothing(tf: TensorFlow, run: () => Promise<void> | void): Promise<void> {
  await run();
  const before = countHandles(tf);
  await run();
  expect(countHandles(tf)).toBe(before);
}

/** ‖a − b‖ / ‖b‖ */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const wanted = Array.from(b);
  return Math.hypot(...wanted.map((value, i) => value - (a[i] ?? Number.NaN))) / Math.hypot(...wanted);
}

describe.skipIf(open === undefined)('products in bfloat16', () => {
  if (open === undefined) return;
  const folder = referenceFolders().find(({ name }) => name.endsWith('llama-rope-llama3'))?.folder ?? '';

  it.each([false, true])('are near those in float32, gradients included; [in, out]: %j', async (isTransposed) => {
    const { tf } = await open();
    await leavesNothing(tf, () => {
      const x = tf.randomNormal([40, 64], 0, 1, 'float32', 1) as Tensor2D;
      const weight = tf.randomNormal(isTransposed ? [64, 48] : [48, 64], 0, 1, 'float32', 2) as Tensor2D;
      const plain = (x: Tensor2D, weight: Tensor2D) => tf.matMul(x, weight, false, !isTransposed);
      const half = openHalfProducts(tf, [weight]);
      const few = openHalfProducts(tf, [weight], 'few-rows');
      const gradients = (product: typeof plain) =>
        tf.tidy(() =>
          tf.grads((x, weight) => tf.sum(tf.square(product(x as Tensor2D, weight as Tensor2D))))([x, weight]),
        );
      const read = (values: readonly { dataSync(): ArrayLike<number> }[]) => values.map((one) => one.dataSync());
      const own = gradients((x, weight) => half.product(x, weight, isTransposed));
      const wanted = gradients(plain);
      for (const [i, one] of read(own).entries()) {
        expect(distance(one, read(wanted)[i] ?? [])).toBeLessThan(1e-2);
        expect(distance(one, read(wanted)[i] ?? [])).toBeGreaterThan(1e-5);
      }
      const [many, product] = [few.product(x, weight, isTransposed), plain(x, weight)];
      expect(many.dataSync()).toEqual(product.dataSync()); // 40 rows are not few
      half.dispose();
      few.dispose();
      tf.dispose([x, weight, many, product, ...own, ...wanted]);
    });
  });

  it('serve a model near float32, for few rows alone where that is asked', async () => {
    const engine = await open();
    const { tf } = engine;
    const logitsOf = async (precision: 'float32' | 'bfloat16' | 'bfloat16-few-rows', time: number) => {
      const model = await loadCausalLm({ engine, folder, precision });
      const ids = Array.from({ length: time }, (_, i) => (i * 7) % 50);
      const logits = tf.tidy(() => {
        const { hidden } = model.forward({
          ids: tf.tensor2d([ids], [1, time], 'int32'),
          positions: tf.tensor2d([ids.map((_, i) => i)], [1, time], 'int32'),
          mask: attentionMask(tf, { batch: 1, time, past: 0 }),
        });
        return model.logits(hidden).dataSync() as never;
      }) as Float32Array;
      model.dispose();
      return { logits, bytes: model.bytes };
    };
    await leavesNothing(tf, async () => {
      for (const time of [8, 40]) {
        const float = await logitsOf('float32', time);
        const half = await logitsOf('bfloat16', time);
        const few = await logitsOf('bfloat16-few-rows', time);
        expect(distance(half.logits, float.logits)).toBeLessThan(3e-2);
        expect(distance(half.logits, float.logits)).toBeGreaterThan(1e-5);
        expect(few.logits).toEqual(time === 8 ? half.logits : float.logits);
        expect(half.bytes).toBeGreaterThan(float.bytes);
      }
    });
  });

  it.each([{ kind: 'full' }, toySpec.method] as const)(
    'train what float32 weights go on from: $kind',
    async (method) => {
      const { tf } = await open();
      const batch: MicroBatch = {
        ...{
          rows: 2,
          time: 4,
          ids: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
          segments: new Int32Array(8).fill(1),
          tokens: 8,
        },
        positions: Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3),
        targets: {
          places: Int32Array.of(0, 1, 4, 5),
          labels: Int32Array.of(2, 3, 6, 7),
          weights: new Float32Array(4).fill(1),
        },
      };
      const run = (isHalf: boolean) => {
        const base = makeToyModel(tf, llama, { ...toyLlama, vocab_size: 32 });
        const half = isHalf
          ? openHalfProducts(
              tf,
              [...base.weights.values()].filter(({ rank }) => rank === 2),
            )
          : undefined;
        const model = { ...base, product: half?.product };
        const part = openTrainedPart(tf, model, { spec: { ...toySpec, method } });
        const trainee = { model, part, headParameters: findHeadParameters(tf, model, part) };
        const options = { batches: [batch], labelSmoothing: 0, isRecomputed: false, seed: 1, step: 1 };
        const { loss, gradients } = stepGradients(tf, trainee, options);
        const all = [...gradients.values()].flatMap((one) => [...one.dataSync()]);
        tf.dispose([...new Set([...gradients.values(), ...part.values.values(), ...base.weights.values()])]);
        half?.dispose();
        return { loss, all };
      };
      await leavesNothing(tf, () => {
        const [half, float] = [run(true), run(false)];
        expect(half.loss).not.toBe(float.loss);
        expect(half.loss / float.loss).toBeCloseTo(1, 2);
        expect(distance(half.all, float.all)).toBeLessThan(3e-2);
      });
    },
  );
});
