import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromFloat32 } from '../weights/from-float32.ts';
import type { LayersModel } from './layers-model.ts';

/** What the converter of TensorFlow.js writes too: browsers cache files of this size. */
const shardBytes = 4 << 20;

/** Writes `model.json` and the shards of its weights. */
export async function writeLayersModel(folder: string, model: LayersModel): Promise<void> {
  const weights = model.layers.flatMap((layer) =>
    Object.entries(layer.weights).map(([name, { shape, values }]) => ({
      name: `${layer.name}/${name}`,
      shape,
      values,
    })),
  );
  const bytes = Buffer.concat(weights.map(({ values }) => fromFloat32(values, 'F32')));
  const count = Math.max(1, Math.ceil(bytes.length / shardBytes));
  const paths = Array.from({ length: count }, (_, shard) => `group1-shard${shard + 1}of${count}.bin`);
  for (const [shard, name] of paths.entries())
    await writeFile(path.join(folder, name), bytes.subarray(shard * shardBytes, (shard + 1) * shardBytes));
  const content = {
    format: 'layers-model',
    generatedBy: 'modelmint',
    convertedBy: null,
    modelTopology: topologyOf(model),
    weightsManifest: [{ paths, weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) }],
    userDefinedMetadata: model.metadata,
  };
  await writeFile(path.join(folder, 'model.json'), `${JSON.stringify(content)}\n`);
}

function topologyOf({ layers, inputs, outputs }: LayersModel) {
  return {
    class_name: 'Model',
    config: {
      name: 'model',
      layers: layers.map(({ name, className, config, inputs: read }) => ({
        name,
        class_name: className,
        config,
        inbound_nodes: read.length === 0 ? [] : [read.map((one) => [one, 0, 0, {}])],
      })),
      input_layers: inputs.map((name) => [name, 0, 0]),
      output_layers: outputs.map((name) => [name, 0, 0]),
    },
    keras_version: '2.15.0',
    backend: 'tensorflow',
  };
}
