import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stateFolderOf } from '../platform/prepare.mjs';

/** The server to try: `--url` and `--key`, else what `npm run demo -- --serve` has written. */
export function readTarget(args = process.argv.slice(2)) {
  const { values } = parseArgs({ args, options: { url: { type: 'string' }, key: { type: 'string' } } });
  if (values.url && values.key) return { url: values.url.replace(/\/+$/, ''), apiKey: values.key };
  const file = path.join(stateFolderOf(), 'demo.json');
  if (!existsSync(file))
    throw new Error(`give --url and --key, or start a server first: npm run demo -- --serve (there is no ${file})`);
  const { url, apiKey } = JSON.parse(readFileSync(file, 'utf8'));
  return { url: values.url ?? url, apiKey: values.key ?? apiKey };
}
