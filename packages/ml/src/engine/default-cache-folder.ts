import { homedir } from 'node:os';
import path from 'node:path';

/** Where `npm run setup:tensorflow` keeps what it made; the caller hands in its environment. */
export function defaultCacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.MODELMINT_CACHE) return path.resolve(env.MODELMINT_CACHE);
  if (env.XDG_CACHE_HOME) return path.resolve(env.XDG_CACHE_HOME, 'modelmint');
  return path.join(homedir(), '.cache', 'modelmint');
}
