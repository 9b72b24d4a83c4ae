// Compares each model of a folder with the outputs that lie beside it, and prints a row per model and check:
// node scripts/acceptance/goldens.mjs DIR [--engine tensorflow|wasm]
// DIR holds folders in the layout of packages/ml/references, or is one. A figure is ‖out − ref‖ / ‖ref‖, or how many differ.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { runScript } from './make-checker.mjs';
import { makeRowPrinter } from './row-printer.mjs';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string' } },
});

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);

await runScript(async () => {
  const [dir] = positionals;
  if (dir === undefined) throw new Error('name the folder: node scripts/acceptance/goldens.mjs DIR');
  if (!existsSync(dir)) throw new Error(`no folder is at ${dir}`);
  const cases = findCases(path.resolve(dir));
  if (cases.length === 0) throw new Error(`no folder of ${dir} has a config.json`);
  const { openEngine } = await ml('engine/open-engine');
  const { defaultCacheFolder } = await ml('engine/default-cache-folder');
  const { checkReference } = await ml('reference/check-reference');
  const engine = await openEngine({ cacheFolder: defaultCacheFolder(process.env), only: given.engine });
  const { row, end } = makeRowPrinter();
  for (const folder of cases)
    for (const found of await checkReference({ engine, folder })) row(path.basename(folder), found);
  end(`${cases.length} models`, engine.version);
});

function findCases(dir) {
  const isCase = (folder) => existsSync(path.join(folder, 'config.json'));
  if (isCase(dir)) return [dir];
  const names = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => path.join(dir, name))
    .filter(isCase)
    .sort();
}
