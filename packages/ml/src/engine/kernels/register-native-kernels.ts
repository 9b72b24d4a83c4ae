import type { KernelConfig, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';
import { type IntLists, intLists } from './int-lists.ts';
import type { NodeBackend, OpAttribute } from './node-backend.ts';

/** Replaces kernels of the native rungs that TensorFlow can do faster. Call once, after the backend is ready. */
export function registerNativeKernels(tf: TensorFlow): void {
  const lists = intLists(tf.backend() as unknown as NodeBackend);
  const axesOf = (call: Call) => tf.util.parseAxisParam(call.attrs.axis as number[], call.inputs.x?.shape ?? []);
  replace(tf, tf.BatchMatMul, (stock) => plainMatMul(stock));
  replace(
    tf,
    tf.Reshape,
    byLists(lists, { op: 'Reshape', indexType: 'Tshape', listsOf: ({ attrs }) => [attrs.shape] }),
  );
  replace(
    tf,
    tf.Transpose,
    byLists(lists, { op: 'Transpose', indexType: 'Tperm', listsOf: ({ attrs }) => [attrs.perm] }),
  );
  for (const op of ['Sum', 'Mean'])
    replace(tf, op, byLists(lists, { op, indexType: 'Tidx', listsOf: (call) => [axesOf(call)], hasKeepDims: true }));
}

interface Call {
  inputs: Record<string, TensorInfo | undefined>;
  attrs: NamedAttrMap;
  backend: NodeBackend;
}

type Run = (call: Call) => TensorInfo;

function replace(tf: TensorFlow, kernelName: string, make: (stock: Run) => Run): void {
  const stock: KernelConfig = tf.getKernel(kernelName, 'tensorflow');
  const run = make(stock.kernelFunc as unknown as Run);
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc: run as unknown as KernelFunc });
}

/**
 * TensorFlow.js takes `BatchMatMulV2` for every product. For two plain matrices `MatMul` needs half the time where one of them
 * is narrow: a low-rank part, or the one row of a step of decoding.
 */
function plainMatMul(stock: Run): Run {
  return (call) => {
    const { a, b } = call.inputs;
    if (a?.shape.length !== 2 || b?.shape.length !== 2 || !isFloat(a) || !isFloat(b)) return stock(call);
    const { binding } = call.backend;
    const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
    const attributes = [
      { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
      { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: transposeA },
      { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: transposeB },
    ];
    return execute(call.backend, { op: 'MatMul', attributes, handles: call.backend.getInputTensorIds([a, b]) });
  };
}

interface ByLists {
  op: string;
  /** Attribute for the type of the lists. */
  indexType: string;
  /** What TensorFlow takes as tensors: a shape, an order of axes, axes to sum over. */
  listsOf(call: Call): unknown[];
  hasKeepDims?: boolean;
}

/** TensorFlow.js makes and frees a tensor for each such list in each call, which costs more than the operation itself. */
function byLists(lists: IntLists, { op, indexType, listsOf, hasKeepDims = false }: ByLists): (stock: Run) => Run {
  return (stock) => (call) => {
    const { x } = call.inputs;
    const values = listsOf(call) as number[][];
    if (x === undefined || !isFloat(x) || values.some((list) => list.length === 0)) return stock(call);
    const { backend } = call;
    const { binding } = backend;
    const attributes: OpAttribute[] = [
      { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
      { name: indexType, type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
    ];
    if (hasKeepDims) {
      const value = call.attrs.keepDims === true;
      attributes.push({ name: 'keep_dims', type: binding.TF_ATTR_BOOL, value });
    }
    const handles = [...backend.getInputTensorIds([x]), ...values.map((list) => lists.handle(list))];
    return execute(backend, { op, attributes, handles });
  };
}

function execute(
  backend: NodeBackend,
  { op, attributes, handles }: { op: string; attributes: OpAttribute[]; handles: number[] },
): TensorInfo {
  const [output] = backend.binding.executeOp(op, attributes, handles, 1);
  if (output === undefined) throw new Error(`${op} gave no output`);
  return backend.createOutputTensor(output);
}

function isFloat({ dtype }: TensorInfo): boolean {
  return dtype === 'float32';
}
