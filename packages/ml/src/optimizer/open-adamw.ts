import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { readValues } from '../engine/read-values.ts';
import { fromFloat32 } from '../weights/from-float32.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import { type Adam, clipScale } from './adam.ts';
import { openAdam } from './open-adam.ts';
import { groupParameters, type ParameterGroup, sizeOf, type Trainable } from './parameter-groups.ts';

export interface AdamWStep {
  /** The current values by name. The step puts new ones in their place and disposes the old ones. */
  values: Map<string, Tensor>;
  /** One for each parameter, by name; disposed by the step. */
  gradients: ReadonlyMap<string, Tensor>;
  /** Counted from 1. */
  step: number;
  learningRate: number;
  weightDecay: number;
  /** The norm of all gradients together is brought down to this; none: no clipping. */
  clipNorm: number;
}

export interface AdamW {
  /**
   * Steps all parameters. Returns the norm of all gradients before clipping; where it is not a finite number nothing is
   * stepped, because every value would be lost.
   */
  step(at: AdamWStep): number;
  /** The running means as `first.<name>` and `second.<name>`, read from the engine when they are written. */
  toWrite(): TensorToWrite[];
  dispose(): void;
}

interface GroupState extends ParameterGroup {
  first: Tensor;
  second: Tensor;
}

/**
 * AdamW (Loshchilov and Hutter 2019) over many parameters, with PyTorch's constants (β 0.9 and 0.999, ε 1e-8) and its
 * clipping by the global norm.
 *
 * @param kept what `toWrite` gave and was read again, to go on from there
 */
export function openAdamW(tf: TensorFlow, parameters: readonly Trainable[], kept: readonly NamedWeights[] = []): AdamW {
  const adam = openAdam(tf);
  const known = new Map(kept.map((one) => [one.name, one.values]));
  const groups: GroupState[] = groupParameters(parameters).map((group) => ({
    ...group,
    first: restore(tf, group, (name) => known.get(`first.${name}`)),
    second: restore(tf, group, (name) => known.get(`second.${name}`)),
  }));
  return {
    step: (at) => {
      const gradients = groups.map(({ members }) => join(tf, members, at.gradients));
      tf.dispose([...at.gradients.values()]);
      const norm = adam.norm(gradients);
      if (Number.isFinite(norm)) {
        const scale = clipScale(norm, at.clipNorm);
        for (const [index, group] of groups.entries())
          stepGroup({ tf, adam, group }, { ...at, scale, gradient: gradients[index] as Tensor });
      }
      tf.dispose(gradients);
      return norm;
    },
    toWrite: () =>
      groups.flatMap((group) => [...partsToWrite(tf, group, 'first'), ...partsToWrite(tf, group, 'second')]),
    dispose: () => {
      for (const { first, second } of groups) tf.dispose([first, second]);
    },
  };
}

interface Stepped {
  tf: TensorFlow;
  adam: Adam;
  group: GroupState;
}

function stepGroup({ tf, adam, group }: Stepped, at: AdamWStep & { scale: number; gradient: Tensor }): void {
  const { members, isDecayed, first, second } = group;
  const { step, learningRate, values, gradient, scale } = at;
  const weightDecay = isDecayed ? at.weightDecay : 0;
  const value = take(tf, members, values);
  const next = adam.step({ value, first, second }, { gradient, step, learningRate, weightDecay, scale });
  group.first = next.first;
  group.second = next.second;
  const parts = part(tf, members, next.value);
  for (const [index, { name }] of members.entries()) values.set(name, parts[index] as Tensor);
}

/** The joined values; those of `values` are gone then. */
function take(tf: TensorFlow, members: readonly Trainable[], values: ReadonlyMap<string, Tensor>): Tensor {
  const joined = join(tf, members, values);
  tf.dispose(members.map(({ name }) => values.get(name) as Tensor));
  return joined;
}

/** One after another in one dimension, or the one as it is. */
function join(tf: TensorFlow, members: readonly Trainable[], tensors: ReadonlyMap<string, Tensor>): Tensor {
  const chosen = members.map(({ name }) => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new RangeError(`the optimizer was given nothing for ${name}`);
    return tensor;
  });
  if (chosen.length === 1) return tf.clone(chosen[0] as Tensor);
  return tf.tidy(() => tf.concat(chosen.map((one) => tf.reshape(one, [-1]))));
}

function part(tf: TensorFlow, members: readonly Trainable[], joined: Tensor): Tensor[] {
  if (members.length === 1) return [joined];
  const parts = tf.split(joined, members.map(sizeOf));
  const shaped = members.map(({ shape }, index) => tf.reshape(parts[index] as Tensor, [...shape]));
  tf.dispose([joined, ...parts]);
  return shaped;
}

function restore(
  tf: TensorFlow,
  { members }: ParameterGroup,
  find: (name: string) => Float32Array | undefined,
): Tensor {
  const size = members.reduce((sum, one) => sum + sizeOf(one), 0);
  const shape = members.length === 1 ? [...(members[0]?.shape ?? [])] : [size];
  if (members.every(({ name }) => find(name) === undefined)) return tf.zeros(shape);
  const values = new Float32Array(size);
  let at = 0;
  for (const one of members) {
    values.set(find(one.name) ?? new Float32Array(sizeOf(one)), at);
    at += sizeOf(one);
  }
  return tf.tensor(values, shape, 'float32');
}

function partsToWrite(tf: TensorFlow, group: GroupState, kind: 'first' | 'second'): TensorToWrite[] {
  let at = 0;
  return group.members.map((one) => {
    const [from, size] = [at, sizeOf(one)];
    at += size;
    const read = () => readValues(tf, () => tf.slice(tf.reshape(group[kind], [-1]), from, size));
    return {
      name: `${kind}.${one.name}`,
      shape: one.shape,
      dtype: 'F32' as const,
      readBytes: () => fromFloat32(read(), 'F32'),
    };
  });
}
