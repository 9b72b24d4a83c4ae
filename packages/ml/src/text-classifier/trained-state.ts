import { AppError } from '@modelmint/domain/errors';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Slots } from '../optimizer/adam-slots.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { type NetworkShape, parameterShapes } from './parameters.ts';

export const modelFile = 'model.safetensors';
export const vocabularyFile = 'vocabulary.json';
export const configFile = 'config.json';

export function parametersOf(slots: Slots): Map<string, Tensor2D> {
  return new Map([...slots].map(([name, { value }]) => [name, value as Tensor2D]));
}

/** @throws AppError `invalid_state` unless `weights` are exactly the parameters of `shape`, in any order. */
export function checkParameters(weights: readonly NamedWeights[], shape: NetworkShape, file: string): NamedWeights[] {
  const byName = new Map(weights.map((one) => [one.name, one]));
  const ordered = parameterShapes(shape).map((wanted) => {
    const found = byName.get(wanted.name);
    if (found === undefined) throw new AppError('invalid_state', `${file} lacks ${wanted.name}`);
    if (found.shape.join() !== wanted.shape.join())
      throw new AppError(
        'invalid_state',
        `${file} holds ${wanted.name} as [${found.shape}] where its config asks for [${wanted.shape}]`,
      );
    return found;
  });
  if (ordered.length !== weights.length)
    throw new AppError(
      'invalid_state',
      `${file} holds ${weights.length} tensors where the model has ${ordered.length}`,
    );
  return ordered;
}
