// For tests only: claims a job, trains it, and kills its own process with -9 at one named point.

import type { Database } from '@modelmint/db/open-database';
import { claimTraining } from '@modelmint/db/system/claim-training';
import type { Storage } from '@modelmint/storage/storage';
import { makeDeps } from '../deps.ts';
import { env } from '../env.ts';
import { runTraining } from './run-training.ts';

/** Where a worker may die, in the order of its work. */
export const crashPoints = [
  'after the claim',
  'before a checkpoint is whole',
  'before the pointer to a checkpoint',
  'after the pointer to a checkpoint',
  'before the model is whole',
  'before the result is written',
  'before the result is committed',
  'after the result is committed',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};

function crashingStorage(storage: Storage, point: CrashPoint): Storage {
  const put: Storage['put'] = async (key, ...rest) => {
    const isCheckpoint = key.includes('/checkpoint-');
    const isManifest = key.endsWith('/manifest.json');
    if (isManifest && point === (isCheckpoint ? 'before a checkpoint is whole' : 'before the model is whole'))
      return die();
    const stored = await storage.put(key, ...rest);
    if (isManifest && point === (isCheckpoint ? 'before the pointer to a checkpoint' : 'before the result is written'))
      return die();
    return stored;
  };
  return new Proxy(storage, {
    get: (target, name) => {
      if (name === 'put') return put;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function crashingDatabase(db: Database, point: CrashPoint): Database {
  const isResult = (value: unknown) =>
    typeof value === 'object' && value !== null && 'outcome' in value && value.outcome === 'succeeded';
  type Work = (tx: unknown) => Promise<unknown>;
  const transaction = async (work: Work): Promise<unknown> => {
    let checkpoints = 0;
    const result = await (db.app.$transaction as (work: Work) => Promise<unknown>)(async (tx) => {
      const written = await work(tx);
      const client = tx as { checkpoint: { count(): Promise<number> } };
      if (point === 'after the pointer to a checkpoint') checkpoints = await client.checkpoint.count();
      if (point === 'before the result is committed' && isResult(written)) await die();
      return written;
    });
    if (point === 'after the pointer to a checkpoint' && checkpoints > 0) await die();
    if (point === 'after the result is committed' && isResult(result)) await die();
    return result;
  };
  const app = new Proxy(db.app, {
    get: (target, name) => (name === '$transaction' ? transaction : (Reflect.get(target, name) as unknown)),
  });
  return { ...db, app };
}

async function main(point: CrashPoint, childPath: string): Promise<void> {
  const deps = makeDeps(env(), new AbortController().signal);
  const work = await claimTraining(deps.db, deps);
  if (work === null) throw new Error('nothing to claim');
  if (point === 'after the claim') await die();
  await runTraining(
    { ...deps, db: crashingDatabase(deps.db, point), storage: crashingStorage(deps.storage, point) },
    work,
    { entry: { path: childPath, execArgv: [] } },
  );
  throw new Error(`never came to the point "${point}"`);
}

const [, program, point, childPath] = process.argv;
if (program === import.meta.filename && point !== undefined && childPath !== undefined)
  await main(point as CrashPoint, childPath);
