import { createRequire } from 'node:module';
import type * as WasmBackend from '@tensorflow/tfjs-backend-wasm';
import type { Engine, TensorFlow } from './engine.ts';
import { registerWasmKernels } from './kernels/register-wasm-kernels.ts';
import { registerGradients } from './register-gradients.ts';

const load = createRequire(import.meta.url);

/** The rung that always works: WebAssembly with SIMD, one thread, with the kernels that training needs. */
export async function openWasm(): Promise<Omit<Engine, 'reasons'>> {
  // Both by require: `import` could resolve tfjs-core to a second copy (its ES build) in a bundler.
  const tf: TensorFlow = load('@tensorflow/tfjs-core');
  const wasm: typeof WasmBackend = load('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  await tf.ready();
  registerWasmKernels(tf);
  registerGradients(tf);
  const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    name: 'wasm',
    tf,
    version: `TensorFlow.js wasm ${wasm.version_wasm}${hasSimd === true ? ' (SIMD)' : ''}`,
    device: 'cpu, 1 thread',
  };
}
