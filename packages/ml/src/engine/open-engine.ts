import { AppError } from '@modelmint/domain/errors';
import { type Engine, type EngineName, engineNames } from './engine.ts';
import { openNative } from './open-native.ts';
import { openWasm } from './open-wasm.ts';

export interface OpenEngineOptions {
  /** This rung or an error, instead of the best that works. */
  only?: EngineName;
  /** Where `npm run setup:tensorflow` put TensorFlow (`defaultCacheFolder(env)`). Without it: wasm. */
  cacheFolder?: string;
}

// On globalThis: a bundle and a test runner may load this module twice, and two engines must not.
const opened: { modelmintEngine?: Promise<Engine> } = globalThis as object;

/**
 * Opens the best engine that works here, once per process: later calls get the same one.
 *
 * @throws AppError `invalid_state` when `only` names a rung that does not work here, or another engine is open.
 */
export async function openEngine(options: OpenEngineOptions = {}): Promise<Engine> {
  const pending = opened.modelmintEngine;
  if (pending === undefined) {
    const first = climb(options);
    opened.modelmintEngine = first;
    return await first.catch((error: unknown) => {
      delete opened.modelmintEngine;
      throw error;
    });
  }
  const engine = await pending;
  if (options.only !== undefined && options.only !== engine.name)
    throw new AppError(
      'invalid_state',
      `this process computes with ${engine.name}; it cannot also open ${options.only}`,
    );
  return engine;
}

async function climb(options: OpenEngineOptions): Promise<Engine> {
  const reasons: string[] = [];
  for (const rung of engineNames) {
    if (options.only !== undefined && options.only !== rung) continue;
    try {
      const engine = await openRung(rung, options.cacheFolder);
      if (engine.name === rung) return { ...engine, reasons };
      // The GPU library found no GPU and computes on the processor. It is loaded now, so it stays.
      reasons.push(`${rung}: TensorFlow loads but sees no GPU`);
      if (options.only === undefined) return { ...engine, reasons };
    } catch (error) {
      reasons.push(`${rung}: ${firstLine(error)}`);
    }
  }
  throw new AppError('invalid_state', `no engine works here: ${reasons.join('; ')}`, { fault: 'platform' });
}

function openRung(rung: EngineName, cacheFolder: string | undefined): Promise<Omit<Engine, 'reasons'>> {
  if (rung === 'wasm') return openWasm();
  if (cacheFolder === undefined) return Promise.reject(new Error('no cache folder was given'));
  return openNative(cacheFolder, rung === 'tensorflow-gpu' ? 'gpu' : 'cpu');
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
