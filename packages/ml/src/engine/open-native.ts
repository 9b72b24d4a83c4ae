import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Engine, TensorFlow } from './engine.ts';
import { registerNativeKernels } from './kernels/register-native-kernels.ts';

/** Written last by `npm run setup:tensorflow`, after its self-test: no stamp, no engine. */
interface Stamp {
  /** Relative to the folder of the stamp. */
  packageFolder: string;
  tensorflowVersion: string;
  source: string;
}

interface NodeBackend {
  isUsingGpuDevice: boolean;
}

export type NativeVariant = 'cpu' | 'gpu';

export function stampFile(cacheFolder: string, variant: NativeVariant): string {
  return path.join(cacheFolder, 'tensorflow', variant, 'stamp.json');
}

/**
 * Loads TensorFlow and its own copy of TensorFlow.js from the cache folder.
 *
 * @throws when nothing is set up there or the library does not load; the message says which.
 */
export async function openNative(cacheFolder: string, variant: NativeVariant): Promise<Omit<Engine, 'reasons'>> {
  const file = stampFile(cacheFolder, variant);
  const command = variant === 'gpu' ? 'npm run setup:tensorflow -- --gpu' : 'npm run setup:tensorflow';
  if (!existsSync(file)) throw new Error(`not set up in ${path.dirname(file)} (${command})`);
  const stamp = readStamp(file);
  const load = createRequire(file);
  restoreRemovedUtil(load);
  const tf: TensorFlow = load(path.resolve(path.dirname(file), stamp.packageFolder));
  await tf.ready();
  if (tf.getBackend() !== 'tensorflow') throw new Error(`the native backend did not start (got ${tf.getBackend()})`);
  registerNativeKernels(tf);
  const hasGpu = (tf.backend() as unknown as NodeBackend).isUsingGpuDevice;
  return {
    name: hasGpu ? 'tensorflow-gpu' : 'tensorflow',
    tf,
    version: `TensorFlow ${stamp.tensorflowVersion}`,
    device: hasGpu ? 'gpu' : 'cpu',
  };
}

function readStamp(file: string): Stamp {
  const stamp: Partial<Stamp> = JSON.parse(readFileSync(file, 'utf8'));
  const { packageFolder, tensorflowVersion, source } = stamp;
  if (packageFolder === undefined || tensorflowVersion === undefined || source === undefined)
    throw new Error(`${file} is not a stamp of npm run setup:tensorflow: remove it and set up again`);
  return { packageFolder, tensorflowVersion, source };
}

/** Node 23 removed two functions that tfjs-node 4.22.0 calls for each tensor it makes. */
function restoreRemovedUtil(load: NodeJS.Require): void {
  const util: { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean } =
    load('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
