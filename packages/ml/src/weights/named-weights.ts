/** Float32 values in row-major order under a name, outside any engine. */
export interface NamedWeights {
  name: string;
  shape: number[];
  values: Float32Array;
}
