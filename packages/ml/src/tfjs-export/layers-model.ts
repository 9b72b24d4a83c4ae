/** Values of one weight, in row-major order. */
export interface LayerWeight {
  shape: readonly number[];
  values: Float32Array;
}

/** One layer as Keras and TensorFlow.js know it. */
export interface ExportedLayer {
  /** Once in a model. */
  name: string;
  /** `Conv2D`, `LSTM`, … */
  className: string;
  /** In Keras's spelling. */
  config: Readonly<Record<string, unknown>>;
  /** Names of the layers whose outputs it reads; none for an input. */
  inputs: readonly string[];
  /** By the layer's own names, in its order. */
  weights: Readonly<Record<string, LayerWeight>>;
}

/** A network in the terms of TensorFlow.js layers. */
export interface LayersModel {
  layers: readonly ExportedLayer[];
  inputs: readonly string[];
  outputs: readonly string[];
  /** What a program needs to use the model, such as the labels. */
  metadata: Readonly<Record<string, unknown>>;
}

/** Collects layers; each method returns the name of what it added. */
export class LayersModelBuilder {
  readonly #layers: ExportedLayer[] = [];
  readonly #inputs: string[] = [];

  /** @param shape without the batch; null where it is free */
  input(name: string, shape: readonly (number | null)[], dtype: 'float32' | 'int32'): string {
    this.#inputs.push(name);
    const config = { batch_input_shape: [null, ...shape], dtype, sparse: false };
    return this.#add({ name, className: 'InputLayer', config, inputs: [], weights: {} });
  }

  /** @param part its `name`, what it reads, and its weights */
  layer(
    className: string,
    config: ExportedLayer['config'],
    { weights = {}, ...part }: Pick<ExportedLayer, 'name' | 'inputs'> & Partial<Pick<ExportedLayer, 'weights'>>,
  ): string {
    return this.#add({ className, config: { trainable: true, ...config }, weights, ...part });
  }

  /** @param weights kernel [in, units], and perhaps a bias */
  dense(
    name: string,
    input: string,
    { activation = 'linear', ...weights }: { kernel: LayerWeight; bias?: LayerWeight; activation?: string },
  ): string {
    const config = { units: weights.kernel.shape[1], activation, use_bias: weights.bias !== undefined, ...zeros };
    return this.layer('Dense', config, { name, inputs: [input], weights });
  }

  finish(outputs: readonly string[], metadata: LayersModel['metadata']): LayersModel {
    return { layers: this.#layers, inputs: this.#inputs, outputs, metadata };
  }

  #add(layer: ExportedLayer): string {
    this.#layers.push({ ...layer, config: { name: layer.name, ...layer.config } });
    return layer.name;
  }
}

const zero = { class_name: 'Zeros', config: {} };
/** The weights are read from the file, so nothing need be drawn before. */
export const zeros = { kernel_initializer: zero, recurrent_initializer: zero, bias_initializer: zero };
