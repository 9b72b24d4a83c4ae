import { AppError } from '@modelmint/domain/errors';
import { matchWeights } from '../checkpoint/match-weights.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { readValues } from '../engine/read-values.ts';
import { fromFloat32 } from '../weights/from-float32.ts';
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts';
import { type AdapterBase, type FittedPair, fitAdapter } from './fit-adapter.ts';
import type { PeftAdapter } from './peft-adapter.ts';

export interface MergeOptions {
  tf: TensorFlow;
  base: AdapterBase;
}

/**
 * The base's weights with an adapter worked in: W + scale · B · A, and the weights that the adapter replaces, a head for other
 * labels among them. They are computed when they are read, one at a time, so that `exportCheckpoint` never holds the model. Closing it closes `source`.
 *
 * @throws AppError `invalid_file` when the adapter is for another base, or replaces a weight that is tied to another: a
 * merged checkpoint would have to untie them.
 */
export function mergeAdapter(source: WeightSource, adapter: PeftAdapter, { tf, base }: MergeOptions): WeightSource {
  const { pairs, saved } = fitAdapter(adapter, base);
  for (const { name, tiedTo } of base.parameters)
    if (tiedTo !== undefined && (saved.has(name) || saved.has(tiedTo) || pairs.has(moduleOf(name))))
      throw new AppError(
        'invalid_file',
        `the adapter cannot be merged: it changes ${name}, which is tied to ${tiedTo}`,
      );
  // A head for other labels takes the place of the base's, whatever that has for one.
  const outgrown = new Set(
    [...saved.values()]
      .filter(({ name, shape }) => (source.find(name)?.shape ?? shape).join() !== shape.join())
      .map(({ name }) => name),
  );
  const { stored } = matchWeights(
    source,
    base.parameters
      .filter(({ name }) => !outgrown.has(name))
      .map((one) => (saved.has(one.name) ? { ...one, isOptional: true } : one)),
  );
  const pairsByStored = byStoredName(stored, pairs, (module) => `${module}.weight`);
  if (pairsByStored.size !== pairs.size)
    throw new RangeError('a linear map of the base has no weight in its parameters');
  const savedByStored = byStoredName(stored, saved, (name) => name);
  const added = [...saved.values()].filter(({ name }) => !stored.has(name));
  const readFloat32 = async (name: string) => {
    const replaced = savedByStored.get(name) ?? added.find((one) => one.name === name);
    const values = replaced?.values.slice() ?? (await source.readFloat32(name));
    const pair = pairsByStored.get(name);
    if (pair !== undefined) addLowRank(tf, values, pair);
    return values;
  };
  const tensors: StoredTensor[] = [
    ...source.tensors.filter(({ name }) => !outgrown.has(name)),
    ...added.map(({ name, shape }) => ({ name, shape, dtype: 'F32' as const })),
  ];
  const byName = new Map(tensors.map((one) => [one.name, one]));
  return {
    tensors,
    metadata: source.metadata,
    find: (name) => byName.get(name),
    readFloat32,
    readBytes: async (name) =>
      pairsByStored.has(name) || savedByStored.has(name) || added.some((one) => one.name === name)
        ? fromFloat32(await readFloat32(name), byName.get(name)?.dtype ?? 'F32')
        : await source.readBytes(name),
    close: () => source.close(),
  };
}

function byStoredName<Value>(
  stored: ReadonlyMap<string, StoredTensor>,
  values: ReadonlyMap<string, Value>,
  parameterOf: (key: string) => string,
): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const [key, value] of values) {
    const tensor = stored.get(parameterOf(key));
    if (tensor !== undefined) found.set(tensor.name, value);
  }
  return found;
}

function moduleOf(parameter: string): string {
  return parameter.replace(/\.[^.]+$/, '');
}

function addLowRank(tf: TensorFlow, values: Float32Array, pair: FittedPair): void {
  const { a, b, rank, scale, isTransposed } = pair;
  const change = readValues(tf, () => {
    const tensorA = tf.tensor2d(a, [rank, pair.in]);
    const tensorB = tf.tensor2d(b, [pair.out, rank]);
    return isTransposed ? tf.matMul(tensorA, tensorB, true, true) : tf.matMul(tensorB, tensorA); // as the weight
  });
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) + scale * (change[i] ?? 0);
}
