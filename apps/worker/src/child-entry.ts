import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { testPrograms } from './env.ts';

export interface ChildEntry {
  path: string;
  /** For `fork`: loads TypeScript where the sources are run as they are. */
  execArgv: string[];
}

/**
 * Where the program of a child process lies. `name` is its path under src without the extension,
 * such as `ingest/ingest-child`; in a bundle it is `ingest-child.js` beside main.js.
 */
export function childEntry(name: string): ChildEntry {
  const here = fileURLToPath(import.meta.url);
  const folder = fileURLToPath(new URL('.', import.meta.url));
  if (!here.endsWith('.ts')) return { path: join(folder, `${basename(name)}.js`), execArgv: [] };
  // What reads some hundred TypeScript files takes seconds to start.
  const bundled = testPrograms();
  if (bundled !== '') return { path: join(bundled, `${basename(name)}.js`), execArgv: [] };
  // An absolute URL, because --import resolves a bare name from the working folder.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { path: join(folder, `${name}.ts`), execArgv: ['--import', loader] };
}
