/** The rungs of the ladder, fastest first. */
export const engineNames = ['tensorflow-gpu', 'tensorflow', 'wasm'] as const;

export type EngineName = (typeof engineNames)[number];

export type TensorFlow = typeof import('@tensorflow/tfjs-core');

/**
 * The one TensorFlow.js of this process. Everything in `ml` takes `tf` from here and imports only types from
 * `@tensorflow/tfjs-core`: the native rungs bring their own copy, and tensors of two copies do not mix.
 * `tf` is tfjs-core: functions (`tf.add(a, b)`), not chained methods (`a.add(b)`).
 */
export interface Engine {
  name: EngineName;
  tf: TensorFlow;
  /** What computes: `TensorFlow 2.21.0`, `TensorFlow.js wasm 4.22.0 (SIMD)`. */
  version: string;
  /** Where it computes: `gpu`, `cpu`, `cpu, 1 thread`. */
  device: string;
  /** One line for each faster rung that was passed over, and why. Empty on the top rung. */
  reasons: readonly string[];
}
