import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface ReferenceFolder {
  name: string;
  folder: string;
}

const own = path.resolve(import.meta.dirname, '../../references');
/** Larger set that may lie beside the repository. */
const beside = path.resolve(import.meta.dirname, '../../../../../shared/goldens');

/** Folders of small models with what other software computes for them. Only for tests. */
export function referenceFolders(): ReferenceFolder[] {
  if (!existsSync(beside)) process.stderr.write(`SKIPPED: the references of ${beside}, which is not here\n`);
  return [...foldersIn(own, 'own'), ...foldersIn(beside, 'golden')];
}

function foldersIn(root: string, prefix: string): ReferenceFolder[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'config.json')))
    .map(({ name }) => ({ name: `${prefix}/${name}`, folder: path.join(root, name) }));
}
