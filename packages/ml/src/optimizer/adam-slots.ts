import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { AdamSlot } from './adam.ts';

/** The parameters with what the optimizer remembers of each, on the engine. */
export type Slots = Map<string, AdamSlot>;

/** `optimizer` as `readOptimizer` gave it; what it lacks starts at 0. */
export function openSlots(tf: TensorFlow, values: readonly NamedWeights[], optimizer?: readonly NamedWeights[]): Slots {
  const kept = new Map(optimizer?.map((one) => [one.name, one]));
  const restore = (name: string, shape: number[]): Tensor => {
    const one = kept.get(name);
    return one === undefined ? tf.zeros(shape) : toTensor(tf, one);
  };
  return new Map(
    values.map((one) => [
      one.name,
      {
        value: toTensor(tf, one),
        first: restore(`first.${one.name}`, one.shape),
        second: restore(`second.${one.name}`, one.shape),
      },
    ]),
  );
}

export function disposeSlots(tf: TensorFlow, slots: Slots): void {
  for (const { value, first, second } of slots.values()) tf.dispose([value, first, second]);
}

export function readParameters(slots: Slots): NamedWeights[] {
  return [...slots].map(([name, { value }]) => toWeights(name, value));
}

export function readOptimizer(slots: Slots): NamedWeights[] {
  return [...slots].flatMap(([name, { first, second }]) => [
    toWeights(`first.${name}`, first),
    toWeights(`second.${name}`, second),
  ]);
}

/** `T` is the caller's word for the rank that the shape has. */
export function toTensor<T extends Tensor = Tensor>(tf: TensorFlow, { values, shape }: NamedWeights): T {
  return tf.tensor(values, shape) as T;
}

/** Waits for the engine. */
export function toWeights(name: string, tensor: Tensor): NamedWeights {
  return { name, shape: tensor.shape, values: new Float32Array(tensor.dataSync()) };
}
