import { findUsedFiles, findUsedFolders } from '@modelmint/db/system/find-used-folders';
import { sweepAccounts } from '@modelmint/db/system/sweep-accounts';
import { sweepIdempotentAnswers } from '@modelmint/db/system/sweep-idempotent-answers';
import { sweepMessages } from '@modelmint/db/system/sweep-messages';
import { sweepBuckets } from '@modelmint/db/system/take-tokens';
import { sweepTold } from '@modelmint/db/system/webhook-deliveries';
import type { WorkerDeps } from '../deps.ts';
import { sweepImportFolders } from '../import/import-folder.ts';
import type { Handler } from './handler.ts';

/** What a running worker, upload or transaction has not pointed at yet is younger than this. */
const ageMsMin = 24 * 60 * 60 * 1_000;
const askedAtOnce = 500;

/** Removes stored objects that no row wants: of dead claims, of ended jobs, of what was deleted; and rows that only time ends. */
export const sweepStorageJob: Handler<'storage.sweep'> = async (deps, { signal }) => {
  const removed =
    (await sweepFolders(deps, { root: 'jobs', depth: 4, signal })) +
    (await sweepFolders(deps, { root: 'inference', depth: 3, signal })) +
    (await sweepFolders(deps, { root: 'evaluations', depth: 3, signal })) +
    (await sweepFolders(deps, { root: 'datasets', depth: 3, signal })) +
    (await sweepFolders(deps, { root: 'base-models', depth: 3, signal })) +
    (await sweepFiles(deps, signal));
  await sweepImportFolders(deps);
  await sweepIdempotentAnswers(deps.db);
  await sweepBuckets(deps.db);
  await sweepAccounts(deps.db);
  await sweepMessages(deps.db);
  await sweepTold(deps.db);
  if (removed > 0) deps.log.info({ removed }, 'storage: unused objects removed');
};

/** Objects are judged by the folder of so many segments that they lie in. */
async function sweepFolders(
  { db, storage }: WorkerDeps,
  { root, depth, signal }: { root: string; depth: number; signal: AbortSignal },
): Promise<number> {
  const folderOf = (key: string) => key.split('/').slice(0, depth).join('/');
  return sweepOld({ storage, root, signal }, async (keys) => {
    const used = await findUsedFolders(db, [...new Set(keys.map(folderOf))]);
    return keys.filter((key) => !used.has(folderOf(key)));
  });
}

async function sweepFiles({ db, storage }: WorkerDeps, signal: AbortSignal): Promise<number> {
  return sweepOld({ storage, root: 'files', signal }, async (keys) => {
    const used = await findUsedFiles(db, keys);
    return keys.filter((key) => !used.has(key));
  });
}

async function sweepOld(
  { storage, root, signal }: Pick<WorkerDeps, 'storage'> & { root: string; signal: AbortSignal },
  findUnused: (keys: string[]) => Promise<string[]>,
): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const judge = async () => {
    signal.throwIfAborted();
    const unused = batch.length === 0 ? [] : await findUnused(batch);
    batch = [];
    for (const key of unused) await storage.delete(key);
    removed += unused.length;
  };
  for await (const { key, modifiedAt } of storage.list(root)) {
    if (Date.now() - modifiedAt.getTime() < ageMsMin) continue;
    if (batch.push(key) === askedAtOnce) await judge();
  }
  await judge();
  return removed;
}
