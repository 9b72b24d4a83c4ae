import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stampFile } from '../src/engine/open-native.ts';

/** What the native engine brings with its TensorFlow.js: tf.layers, which this package does without. */
const packageName = '@tensorflow/tfjs-layers';

/** Where tf.layers of the native engine is, or null. */
export function findLayers(cacheFolder: string): string | null {
  const stamp = stampFile(cacheFolder, 'cpu');
  if (!existsSync(stamp)) return null;
  const { packageFolder } = createRequire(stamp)(stamp) as { packageFolder: string };
  try {
    return createRequire(path.join(path.dirname(stamp), packageFolder, 'package.json')).resolve(packageName);
  } catch {
    return null;
  }
}
