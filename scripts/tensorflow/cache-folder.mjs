import { homedir } from 'node:os';
import path from 'node:path';

/** The same folder as packages/ml/src/engine/default-cache-folder.ts, which plain Node 20 cannot load; a test compares. */
export function cacheFolder(env) {
  if (env.MODELMINT_CACHE) return path.resolve(env.MODELMINT_CACHE);
  if (env.XDG_CACHE_HOME) return path.resolve(env.XDG_CACHE_HOME, 'modelmint');
  return path.join(homedir(), '.cache', 'modelmint');
}
