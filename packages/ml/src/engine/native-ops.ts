import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './engine.ts';

export interface Attribute {
  name: string;
  type: number;
  value: number | boolean;
}

/** A number that TensorFlow holds as int64, which TensorFlow.js has no tensor for. */
export interface Int64 {
  handle: number;
}

export interface NativeOps {
  /** Runs one of TensorFlow's own operations. A wrong name or shape throws; the outputs belong to the caller. */
  run(name: string, call: { inputs: (Tensor | Int64)[]; outputs: number; attributes: Attribute[] }): Tensor[];
  /** Kept for the life of the process: use it for few different values. */
  int64(value: number): Int64;
  float(name: string, value: number): Attribute;
  bool(name: string, value: boolean): Attribute;
  floatType(name: string): Attribute;
}

interface Binding {
  TF_FLOAT: number;
  TF_INT64: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_TYPE: number;
  createTensor(shape: number[], dtype: number, values: Int32Array): number;
  executeOp(name: string, attributes: Attribute[], handles: number[], outputs: number): object[];
}

interface NodeBackend {
  binding: Binding;
  getInputTensorIds(tensors: Tensor[]): number[];
  createOutputTensor(metadata: object): Tensor;
}

// tfjs-node's own Int64Scalar makes a new handle for each call and never frees it.
const int64s = new Map<number, Int64>();

/** TensorFlow's operations that TensorFlow.js does not offer, through the binding of the native rungs. */
export function nativeOps(tf: TensorFlow): NativeOps {
  const backend = tf.backend() as unknown as NodeBackend;
  const { binding } = backend;
  return {
    run: (name, { inputs, outputs, attributes }) => {
      const handles = inputs.flatMap((input) =>
        'handle' in input ? [input.handle] : backend.getInputTensorIds([input]),
      );
      return binding.executeOp(name, attributes, handles, outputs).map((output) => backend.createOutputTensor(output));
    },
    int64: (value) => {
      const known = int64s.get(value);
      if (known !== undefined) return known;
      const made = { handle: binding.createTensor([], binding.TF_INT64, new Int32Array([value, 0])) };
      int64s.set(value, made);
      return made;
    },
    float: (name, value) => ({ name, type: binding.TF_ATTR_FLOAT, value }),
    bool: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    floatType: (name) => ({ name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }),
  };
}
