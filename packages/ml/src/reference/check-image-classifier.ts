import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { loadVisionModel, type VisionModel } from '../image/load-vision-model.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import { compareValues } from './compare-values.ts';
import type { ReferenceCheck } from './reference-check.ts';

type Found = [name: string, values: Float32Array];

/**
 * Compares a ViT or ResNet with what `expected.safetensors` of its folder holds for `pixel_values` [batch, channel, height,
 * width]: `last_hidden`, `logits` and, with the folder's `adapter`, `logits_adapter`.
 */
export async function checkImageClassifier(options: { engine: Engine; folder: string }): Promise<ReferenceCheck[]> {
  const { engine, folder } = options;
  const adapterFolder = path.join(folder, 'adapter');
  const expected = await openSafetensors(path.join(folder, 'expected.safetensors'));
  try {
    const shape = [...(expected.find('pixel_values')?.shape ?? [])] as Tensor4D['shape'];
    const values = await expected.readFloat32('pixel_values');
    const found = await pass({ engine, folder }, { shape, values });
    if (existsSync(adapterFolder) && expected.find('logits_adapter') !== undefined) {
      const adapted = await pass({ engine, folder, adapterFolder }, { shape, values });
      found.push(...adapted.map(([name, numbers]): Found => [`${name}_adapter`, numbers]));
    }
    const checks: ReferenceCheck[] = [];
    for (const [name, numbers] of found)
      if (expected.find(name) !== undefined)
        checks.push(compareValues(name, { found: numbers, expected: await expected.readFloat32(name) }));
    return checks;
  } finally {
    await expected.close();
  }
}

async function pass(
  options: Parameters<typeof loadVisionModel>[0],
  input: { shape: Tensor4D['shape']; values: Float32Array },
): Promise<Found[]> {
  const { tf } = options.engine;
  const model = await loadVisionModel(options);
  try {
    return tf.tidy(() => run(tf, model, tf.tensor4d(input.values, input.shape)));
  } finally {
    model.dispose();
  }
}

function run(tf: TensorFlow, { architecture, config, scope }: VisionModel, pixels: Tensor4D): Found[] {
  const hidden = architecture.hiddenStates(scope, config, tf.transpose(pixels, [0, 2, 3, 1]));
  return [
    ['last_hidden', channelsFirst(tf, hidden).dataSync() as Float32Array],
    ['logits', architecture.classify(scope, config, hidden).dataSync() as Float32Array],
  ];
}

/** [batch, height, width, hidden] → [batch, hidden, height, width]; what has no height stays */
function channelsFirst(tf: TensorFlow, hidden: Tensor): Tensor {
  return hidden.shape.length === 4 ? tf.transpose(hidden, [0, 3, 1, 2]) : hidden;
}
