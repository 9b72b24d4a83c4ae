import path from 'node:path';
import { install, root } from '../install.mjs';

/** Where everything of this installation lies: database, files, secrets, logs. */
export const stateFolderOf = (env = process.env) => path.resolve(root, env.MODELMINT_STATE || '.modelmint');

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Installs, sets the engine up and builds, each only when needed; says how long each took. Returns the engine. */
export async function prepare({ say, isBuilt = true, gpu = false }) {
  let since = performance.now();
  install();
  say('dependencies', seconds(since));
  since = performance.now();
  const { setUpTensorFlow } = await import('../setup-tensorflow.mjs');
  const { engine, reason } = await setUpTensorFlow({ gpu, log: (line) => say('engine', line) });
  say('engine', `${engine}${reason ? ` (${reason})` : ''} · ${seconds(since)}`);
  // Whoever runs several scripts beside each other builds before them.
  if (isBuilt && process.env.MODELMINT_IS_BUILT !== '1') {
    since = performance.now();
    const { buildPlatform } = await import('./build.mjs');
    buildPlatform();
    say('build', seconds(since));
  }
  return engine;
}
