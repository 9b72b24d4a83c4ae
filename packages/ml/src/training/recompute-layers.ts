import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { Scope } from '../nn/scope.ts';
import { withGradient } from '../nn/with-gradient.ts';
import { separateGradients } from './separate-tape.ts';

export interface Recomputing {
  layer: Scope['layer'];
  /** After the backward pass. */
  dispose(): void;
}

/**
 * Gradient checkpointing (Chen et al. 2016): of each layer only the input is kept, and the layer is computed again when its
 * gradient is asked for.
 *
 * @param values what is trained, by parameter name
 */
export function recomputeLayers(tf: TensorFlow, values: ReadonlyMap<string, Tensor>): Recomputing {
  const kept = new Set<Tensor>();
  const layer = <Value extends Tensor>(index: number, x: Value, run: (x: Value) => Value) => {
    // What the layers have in common, such as the mask, was made before them, and the forward pass's tidy would dispose it.
    if (index === 0)
      for (const tensor of tf.engine().state.activeScope.track) if (!tensor.kept) kept.add(tf.keep(tensor));
    const trained = [...values].filter(([name]) => layerOf(name) === index).map(([, value]) => value);
    return withGradient<Value>(tf, {
      inputs: [x, ...trained],
      forward: () => ({ value: run(x), saved: [x] }),
      backward: (dy, saved) => {
        const [input] = saved as [Value];
        const inputs = [input, ...trained];
        const { gradients } = separateGradients<Value>(tf, { inputs, outputGradient: dy }, () => run(input));
        return gradients.map((gradient, i) => () => {
          if (gradient === null) throw new RangeError(`layer ${index} does not depend on its input ${i}`);
          return gradient;
        });
      },
    });
  };
  return { layer, dispose: () => tf.dispose([...kept]) };
}

/** The first number in a parameter's path, which counts the layers in every family: `model.layers.3.mlp.up_proj.weight`. */
function layerOf(name: string): number | null {
  const number = /\.(\d+)\./.exec(name)?.[1];
  return number === undefined ? null : Number(number);
}
