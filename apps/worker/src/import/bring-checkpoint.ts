import type { ImportUpload, ImportWork } from '@modelmint/db/system/claim-import';
import { pinImport } from '@modelmint/db/system/end-import';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { copyFolder } from './copy-folder.ts';
import { copyUploads } from './copy-uploads.ts';
import { fetchFromHub } from './fetch-from-hub.ts';
import { forkImport } from './fork-import.ts';
import type { HubAccess } from './hub-request.ts';
import type { ImportLimits } from './import-limits.ts';
import { importRefused } from './import-refused.ts';

export interface BringOptions {
  folder: string;
  limits: ImportLimits;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Brings the files of a checkpoint here, from wherever its row says. Returns the licence that its source names. */
export async function bringCheckpoint(
  deps: WorkerDeps,
  work: ImportWork,
  options: BringOptions,
): Promise<{ licence: string | null }> {
  const { source } = work;
  switch (source.kind) {
    case 'folder':
      // Nobody but the operator may make the worker read a path of its machine, whatever the row says.
      if (work.organizationId !== null) throw importRefused('Only the operator imports from a folder.');
      await copyFolder({ ...options, from: source.path, to: options.folder });
      return { licence: null };
    case 'file':
      await unpackFile(deps, work, options);
      return { licence: null };
    case 'files':
      await copyUploads(deps, { ...options, uploads: uploadsFor(work), to: options.folder });
      return { licence: null };
    case 'hub':
      return fetchFromHub({
        ...options,
        hub: hubFor(deps, work),
        repository: source.repository,
        revision: source.revision,
        onCommit: async (sha) => {
          if (sha === source.revision) return;
          if (!(await pinImport(deps.db, work, { ...source, revision: sha })))
            throw new AppError('worker_lost', 'another worker has the import');
        },
        onCompanions: async () => {
          await forkImport({ kind: 'config', folder: options.folder, limits: options.limits }, options);
        },
      });
  }
}

/** With the token an organization could import what is private to the operator's account, so only the operator has it. */
function hubFor({ env: { hub } }: WorkerDeps, { organizationId }: ImportWork): HubAccess {
  return organizationId === null ? hub : { endpoint: hub.endpoint };
}

function uploadsFor({ uploads }: ImportWork): readonly ImportUpload[] {
  if (uploads === null) throw gone();
  return uploads;
}

const gone = () => importRefused('An uploaded file was deleted before it was imported. Upload it again.');

async function unpackFile(
  { storage }: WorkerDeps,
  work: ImportWork,
  { folder, limits, signal, onProgress }: BringOptions,
): Promise<void> {
  const [file] = uploadsFor(work);
  if (file === undefined) throw gone();
  const archive = await storage.materialize(file.key, { sha256: file.sha256 });
  try {
    const request = { kind: 'unpack', archivePath: archive.path, folder, limits } as const;
    await forkImport(request, { signal, onProgress });
  } finally {
    await archive.release();
  }
}
