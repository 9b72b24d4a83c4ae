import type { Engine } from '@modelmint/ml/engine/engine';

export interface LoadOptions {
  engine: Engine;
  /** The model's files. */
  folder: string;
  /** Of the serving process, for all of its models. */
  memoryBytesMax: number;
}
