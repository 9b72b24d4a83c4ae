import type { NamedWeights } from '../weights/named-weights.ts';
import type { LayerWeight } from './layers-model.ts';

/** Finds the weights of a network by the name of its parameter. */
export function openNamedWeights(weights: readonly NamedWeights[]): (name: string) => LayerWeight {
  const byName = new Map(weights.map((one) => [one.name, one]));
  return (name) => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`the model has no parameter ${name}`);
    return found;
  };
}

/** Kernel and bias of a dense layer or a convolution. */
export function kernelAndBias(weight: (name: string) => LayerWeight, module: string) {
  return { kernel: weight(`${module}.weight`), bias: weight(`${module}.bias`) };
}

/** Of a batch norm, in the order of its layer. */
export function normWeights(weight: (name: string) => LayerWeight, module: string) {
  return {
    gamma: weight(`${module}.weight`),
    beta: weight(`${module}.bias`),
    moving_mean: weight(`${module}.running_mean`),
    moving_variance: weight(`${module}.running_var`),
  };
}
