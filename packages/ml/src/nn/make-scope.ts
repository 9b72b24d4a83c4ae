import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { LinearLayout } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { dropout } from './dropout.ts';
import type { Product } from './half-product.ts';
import { linear } from './linear.ts';
import type { Adapter, Scope } from './scope.ts';

export interface ScopeOptions {
  /** By the names of the architecture's parameters. */
  weights: ReadonlyMap<string, Tensor>;
  /** The architecture's linear maps: which of them are stored [in, out]. Without it: none. */
  linears?: readonly LinearLayout[] | undefined;
  adapter?: Adapter | undefined;
  /** Of the linear maps with their weights, not of an adapter. Default: float32. */
  product?: Product | undefined;
  /** Outside training nothing is dropped. */
  training?: TrainingScope | undefined;
}

export interface TrainingScope {
  seed: number;
  /** Number of the forward pass: each drops other places. */
  pass: number;
  /** Dropout before the low-rank part of each adapted linear map. */
  loraDropout?: number;
  /** Runs a block of layers, such as to compute it again on the way back. Default: just runs it. */
  layer?: Scope['layer'];
}

/** What a forward pass computes with. It owns no tensors. */
export function makeScope(tf: TensorFlow, { weights, linears = [], adapter, product, training }: ScopeOptions): Scope {
  const transposed = new Set(linears.filter(({ isTransposed }) => isTransposed).map(({ module }) => module));
  const find = (name: string) => adapter?.saved.get(name) ?? weights.get(name);
  const place = { layer: 0, use: 0 };

  function weight(name: string): Tensor {
    const found = find(name);
    if (found === undefined) throw new RangeError(`the model has no parameter ${name}`);
    return found;
  }

  function drop<Value extends Tensor>(x: Value, p: number): Value {
    if (training === undefined) return x;
    place.use += 1;
    return dropout(tf, x, { p, keys: [training.seed, training.pass, place.layer, place.use] });
  }

  return {
    tf,
    weight,
    has: (name) => find(name) !== undefined,
    linear: (x, module) => {
      const pair = adapter?.pairs.get(module);
      const { loraDropout = 0 } = training ?? {};
      return linear(tf, x, {
        weight: weight(`${module}.weight`) as Tensor2D,
        bias: find(`${module}.bias`),
        isTransposed: transposed.has(module),
        product,
        lora: pair && { ...pair, dropout: (rows) => drop(rows, loraDropout) },
      });
    },
    dropout: drop,
    layer: (index, x, run) => {
      const runPlaced = (input: typeof x) => {
        const outside = { ...place };
        // A block that is computed again drops what it dropped before.
        Object.assign(place, { layer: index + 1, use: 0 });
        const output = run(input);
        Object.assign(place, outside);
        return output;
      };
      return training?.layer?.(index, x, runPlaced) ?? runPlaced(x);
    },
  };
}
