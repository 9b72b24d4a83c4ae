import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deps } from '../../../deps.ts';

/** What the operator has written; read for each visit, so that a change needs no start. */
export function readLegalPage(name: 'terms' | 'privacy'): Promise<string> {
  return readFile(path.join(deps().env.legalFolder, `${name}.md`), 'utf8');
}
