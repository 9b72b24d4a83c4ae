import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { TensorFlow } from '../engine/engine.ts';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { makeScope } from './make-scope.ts';

let tf: TensorFlow;
beforeAll(async () => {
  tf = (await openWasmEngine()).tf;
});

const training = (pass: number) => ({ seed: 3, pass, loraDropout: 0.5 });

it('takes saved weights before the base model’s, and names what is missing', () => {
  const [base, saved] = [tf.scalar(1), tf.scalar(2)];
  const adapter = { pairs: new Map(), saved: new Map([['b', saved]]) };
  const scope = makeScope(tf, {
    weights: new Map<string, Tensor>([
      ['a', base],
      ['b', base],
    ]),
    adapter,
  });
  expect([scope.weight('a'), scope.weight('b')]).toEqual([base, saved]);
  expect([scope.has('a'), scope.has('c')]).toEqual([true, false]);
  expect(() => scope.weight('c')).toThrow(new RangeError('the model has no parameter c'));
  tf.dispose([base, saved]);
});

it('drops before the low-rank part in training only, other places in each pass and layer, the same when repeated', () => {
  const [rank, size] = [2, 50];
  const weights = new Map<string, Tensor>([['m.weight', tf.zeros([1, size])]]);
  const pair = { a: tf.ones([rank, size]) as Tensor2D, b: tf.ones([1, rank]) as Tensor2D, scale: 0.5 };
  const adapter = { pairs: new Map([['m', pair]]), saved: new Map() };
  const x = tf.tensor2d(
    Float32Array.from({ length: size }, (_, i) => i + 1),
    [1, size],
  );
  const sum = (pass?: number, layer?: number) =>
    tf.tidy(() => {
      const scope = makeScope(tf, { weights, adapter, training: pass === undefined ? undefined : training(pass) });
      const out =
        layer === undefined ? scope.linear(x, 'm') : scope.layer(layer, x, () => scope.linear(x, 'm') as never);
      return out.dataSync()[0];
    });
  expect(sum()).toBe((size * (size + 1)) / 2);
  const sums = [sum(1), sum(2), sum(1, 0), sum(1, 1)];
  expect(new Set(sums).size).toBe(sums.length);
  expect(sum(1, 1)).toBe(sums[3]);
  tf.dispose([...weights.values(), pair.a, pair.b, x]);
});

it('drops the same in a layer that is computed again, and goes on after it as if it had not been', () => {
  const x = tf.ones([40]);
  const scope = makeScope(tf, {
    weights: new Map(),
    training: {
      ...training(1),
      layer: (_, input, run) => {
        const first = run(input);
        expect([...run(input).dataSync()]).toEqual([...first.dataSync()]);
        return first;
      },
    },
  });
  const drop = () => [...scope.dropout(x, 0.5).dataSync()].join();
  const before = drop();
  scope.layer(0, x, (input) => scope.dropout(input, 0.5));
  const plain = makeScope(tf, { weights: new Map(), training: training(1) });
  plain.dropout(x, 0.5);
  expect(drop()).toBe([...plain.dropout(x, 0.5).dataSync()].join());
  expect(drop()).not.toBe(before);
});
