import { existsSync } from 'node:fs';
import { defaultCacheFolder } from './default-cache-folder.ts';
import type { Engine } from './engine.ts';
import { openEngine } from './open-engine.ts';
import { stampFile } from './open-native.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Tests open one engine per file, as a process has one. */
export function openWasmEngine(): Promise<Engine> {
  return openEngine({ only: 'wasm' });
}

/** How to open the native engine, or undefined, said loudly, where `npm run setup:tensorflow` has not made one. */
export function nativeEngineOpener(env: Environment): (() => Promise<Engine>) | undefined {
  const cacheFolder = defaultCacheFolder(env);
  if (existsSync(stampFile(cacheFolder, 'cpu'))) return () => openEngine({ only: 'tensorflow', cacheFolder });
  process.stderr.write('SKIPPED: tests of the native engine, which is not set up here (npm run setup:tensorflow)\n');
  return undefined;
}
