import type { Readable } from 'node:stream';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { type FileView, toFileView } from './file-view.ts';
import { findFile } from './get-file.ts';

export interface FileContent {
  file: FileView;
  /** First and last byte, both included; the whole file is checked against its sum while it is read. */
  open(range: { start: number; end: number } | null): Promise<Readable>;
}

export async function openFileContent(deps: Deps, principal: Principal, fileId: string): Promise<FileContent> {
  const row = await findFile(deps, principal, fileId);
  return {
    file: toFileView(row),
    open: (range) =>
      range === null
        ? deps.storage.get(row.storageKey, { sha256: row.sha256 })
        : deps.storage.get(row.storageKey, { range }),
  };
}
