import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ImportClaim } from '@modelmint/db/system/import-claim';
import { findOpenImports } from '@modelmint/db/system/list-waiting-imports';
import type { WorkerDeps } from '../deps.ts';

/** Outlives the process, unlike its work folder: the next one goes on with what is here. */
const rootOf = (deps: Pick<WorkerDeps, 'env'>) => path.join(deps.env.workFolder, 'imports');

/**
 * For the files of the checkpoint: `imports/<base model>/<fence>/checkpoint`, with what an earlier claim on this machine
 * has left. That one's folder is renamed, so that a zombie finds nothing to write into.
 */
export async function openImportFolder(deps: WorkerDeps, { baseModelId, fence }: ImportClaim): Promise<string> {
  const own = path.join(rootOf(deps), baseModelId);
  await mkdir(own, { recursive: true });
  const earlier = (await readdir(own)).map(Number).filter((one) => Number.isInteger(one) && one < fence);
  const newest = Math.max(...earlier, -1);
  const claimed = path.join(own, String(fence));
  if (newest >= 0) await rename(path.join(own, String(newest)), claimed);
  for (const one of earlier.filter((other) => other !== newest))
    await rm(path.join(own, String(one)), { recursive: true, force: true });
  const folder = path.join(claimed, 'checkpoint');
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Only while the claim is held, or was until its end: another worker of this machine may have taken the folder over. */
export async function removeImportFolder(deps: WorkerDeps, { baseModelId }: ImportClaim): Promise<void> {
  await rm(path.join(rootOf(deps), baseModelId), { recursive: true, force: true });
}

/** Removes what is left of imports that have ended otherwise, such as of a base model that was deleted meanwhile. */
export async function sweepImportFolders(deps: WorkerDeps): Promise<number> {
  const root = rootOf(deps);
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const open = names.length === 0 ? new Set() : await findOpenImports(deps.db, names);
  const left = names.filter((name) => !open.has(name));
  for (const name of left) await rm(path.join(root, name), { recursive: true, force: true });
  return left.length;
}
