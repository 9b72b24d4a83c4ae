import { existsSync, statSync } from 'node:fs';

/** Refuses what cannot be uploaded, before anything is built or started. */
export function checkDataFile(file) {
  if (!existsSync(file)) throw new Error(`--data: there is no file ${file}`);
  if (!statSync(file).isFile()) throw new Error(`--data: ${file} is no file`);
  if (statSync(file).size === 0) throw new Error(`--data: ${file} is empty`);
  if (!/\.(jsonl|ndjson|json|csv|tsv|txt)(\.gz)?$/i.test(file))
    throw new Error(`--data: ${file} should be .jsonl or .csv, or the .gz of either`);
}
