import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './engine.ts';

export interface Attribute {
  name: string;
  type: number;
  value: number | boolean | string | readonly number[];
}

/** What TensorFlow.js has no tensor for: a number that TensorFlow holds as int64, a variable, a tensor without a wrapper. */
export interface Handle {
  handle: number;
}

export interface OpCall {
  inputs: (Tensor | Handle)[];
  outputs: number;
  attributes: Attribute[];
}

export interface NativeOps {
  /** Runs one of TensorFlow's own operations. A wrong name or shape throws; the outputs belong to the caller. */
  run(name: string, call: OpCall): Tensor[];
  /** The same without tensors of TensorFlow.js around the outputs, for thousands of small ones: give each to `free`. */
  runBare(name: string, call: OpCall): Handle[];
  free(handles: readonly Handle[]): void;
  /** Kept for the life of the process: use it for few different values. */
  int64(value: number): Handle;
  float(name: string, value: number): Attribute;
  int(name: string, value: number): Attribute;
  bool(name: string, value: boolean): Attribute;
  text(name: string, value: string): Attribute;
  shape(name: string, value: readonly number[]): Attribute;
  floatType(name: string): Attribute;
  /** bfloat16, which TensorFlow.js has no tensor for: only bare handles have it. */
  halfType(name: string): Attribute;
}

interface Binding {
  TF_FLOAT: number;
  TF_INT64: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_INT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_TYPE: number;
  TF_ATTR_STRING: number;
  TF_ATTR_SHAPE: number;
  createTensor(shape: number[], dtype: number, values: Int32Array): number;
  deleteTensor(handle: number): void;
  executeOp(name: string, attributes: Attribute[], handles: number[], outputs: number): { id: number }[];
}

interface NodeBackend {
  binding: Binding;
  getInputTensorIds(tensors: Tensor[]): number[];
  createOutputTensor(metadata: object): Tensor;
}

/** `TF_BFLOAT16` of TensorFlow's C API, which the binding does not name. */
const bfloat16 = 14;

// tfjs-node's own Int64Scalar makes a new handle for each call and never frees it.
const int64s = new Map<number, Handle>();

/** TensorFlow's operations that TensorFlow.js does not offer, through the binding of the native rungs. */
export function nativeOps(tf: TensorFlow): NativeOps {
  const backend = tf.backend() as unknown as NodeBackend;
  const { binding } = backend;
  const execute = (name: string, { inputs, outputs, attributes }: OpCall) => {
    const handles = inputs.map((input) =>
      'handle' in input ? input.handle : (backend.getInputTensorIds([input])[0] as number),
    );
    return binding.executeOp(name, attributes, handles, outputs);
  };
  return {
    run: (name, call) => execute(name, call).map((output) => backend.createOutputTensor(output)),
    runBare: (name, call) => execute(name, call).map(({ id }) => ({ handle: id })),
    free: (handles) => {
      for (const { handle } of handles) binding.deleteTensor(handle);
    },
    int64: (value) => {
      const known = int64s.get(value);
      if (known !== undefined) return known;
      const made = { handle: binding.createTensor([], binding.TF_INT64, new Int32Array([value, 0])) };
      int64s.set(value, made);
      return made;
    },
    float: (name, value) => ({ name, type: binding.TF_ATTR_FLOAT, value }),
    int: (name, value) => ({ name, type: binding.TF_ATTR_INT, value }),
    bool: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    text: (name, value) => ({ name, type: binding.TF_ATTR_STRING, value }),
    shape: (name, value) => ({ name, type: binding.TF_ATTR_SHAPE, value }),
    floatType: (name) => ({ name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }),
    halfType: (name) => ({ name, type: binding.TF_ATTR_TYPE, value: bfloat16 }),
  };
}
