import type { TensorInfo } from '@tensorflow/tfjs-core';

export interface OpAttribute {
  name: string;
  type: number;
  value: number | boolean;
}

/** What kernels need of the native rungs' backend, which its types hide. */
export interface NodeBackend {
  binding: {
    TF_FLOAT: number;
    TF_INT32: number;
    TF_ATTR_BOOL: number;
    TF_ATTR_TYPE: number;
    createTensor(shape: number[], dtype: number, values: Int32Array): number;
    deleteTensor(handle: number): void;
    executeOp(name: string, attributes: OpAttribute[], handles: number[], outputs: number): object[];
  };
  getInputTensorIds(tensors: TensorInfo[]): number[];
  createOutputTensor(metadata: object): TensorInfo;
}
