import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { batchNormLayer } from '../layers/batch-norm-layer.ts';
import { denseLayer } from '../layers/dense-layer.ts';
import type { Layer, LayerRun, ParameterShape, PassContext } from '../layers/layer.ts';
import { dropoutLayer, reluLayer } from '../layers/plain-layers.ts';
import { categoricalColumns, entriesBefore, numericWidth, type TableBatch } from './encode-table.ts';

export interface TableNetwork {
  parameters: readonly ParameterShape[];
  /** Call it and `backward` inside one `tf.tidy`. */
  forward(
    context: PassContext,
    batch: TableBatch,
  ): {
    output: Tensor2D; // [batch, outputs]
    backward(gradient: Tensor2D): Map<string, Tensor>;
  };
}

export interface TableNetworkShape {
  columns: readonly LearnedColumn[];
  hiddenSizes: readonly number[];
  dropout: number;
  outputs: number;
  /** Before the names of its parameters, where a model has several networks. */
  prefix?: string;
}

/** Draws from ±1, as √(6 / fan-in) is 1: embeddings start about as large as standardised numbers. */
const embeddingFanIn = 6;

/**
 * Embeddings of the categorical columns beside the numeric ones (Guo and Berkhahn 2016), then for each hidden size a
 * dense layer, batch norm, rectifier and dropout, then a dense layer to the outputs.
 */
export function openTableNetwork(shape: TableNetworkShape): TableNetwork {
  const { columns, hiddenSizes, dropout, outputs, prefix = '' } = shape;
  const numbers = numericWidth(columns);
  const tables = categoricalColumns(columns).map(({ values, size }, index) => ({
    name: `${prefix}embeddings.${index}.weight`,
    entries: values.length + entriesBefore,
    size,
  }));
  const layers: Layer[] = [];
  let width = tables.reduce((sum, { size }) => sum + size, numbers);
  hiddenSizes.forEach((units, index) => {
    layers.push(denseLayer(`${prefix}layers.${index}.dense`, width, units));
    layers.push(batchNormLayer(`${prefix}layers.${index}.norm`, [units]));
    layers.push(reluLayer([units]), dropoutLayer([units], dropout));
    width = units;
  });
  layers.push(denseLayer(`${prefix}head`, width, outputs));
  const embeddings = tables.map(
    ({ name, entries, size }): ParameterShape => ({
      name,
      shape: [entries, size],
      start: 'he',
      fanIn: embeddingFanIn,
      isTrained: true,
    }),
  );
  return {
    parameters: [...embeddings, ...layers.flatMap(({ parameters }) => parameters)],
    forward: (context, batch) => {
      const { tf } = context.engine;
      const input = joinInput(tf, { batch, numbers, tables, context });
      const runs: LayerRun[] = [];
      let now: Tensor = input.joined;
      for (const layer of layers) {
        const run = layer.run(context, now);
        runs.push(run);
        now = run.output;
      }
      const backward = (gradient: Tensor2D) => {
        const gradients = new Map<string, Tensor>();
        let back: Tensor = gradient;
        for (const run of runs.toReversed()) back = run.backward(back, (name, one) => gradients.set(name, one));
        input.backward(back as Tensor2D, gradients);
        return gradients;
      };
      return { output: now as Tensor2D, backward };
    },
  };
}

interface Input {
  batch: TableBatch;
  numbers: number;
  tables: readonly { name: string; entries: number; size: number }[];
  context: PassContext;
}

function joinInput(tf: TensorFlow, { batch, numbers, tables, context }: Input) {
  const ids = tables.map((_, index) => tf.tensor1d(batch.entries[index] ?? new Int32Array(), 'int32'));
  const parts = tables.map(({ name }, index) => tf.gather(context.parameter(name), ids[index] as Tensor1D)); // [batch, size]
  if (numbers > 0) parts.unshift(tf.tensor2d(batch.numeric, [batch.size, numbers]));
  const joined = parts.length === 1 ? (parts[0] as Tensor) : tf.concat(parts, 1); // [batch, numbers + sizes]
  const backward = (gradient: Tensor2D, gradients: Map<string, Tensor>) => {
    let from = numbers;
    tables.forEach(({ name, entries, size }, index) => {
      const own = tf.slice(gradient, [0, from], [batch.size, size]);
      gradients.set(name, tf.unsortedSegmentSum(own, ids[index] as Tensor1D, entries));
      from += size;
    });
  };
  return { joined, backward };
}
