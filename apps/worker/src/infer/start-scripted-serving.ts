import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { markWorkerStopped, registerWorker } from '@modelmint/db/system/register-worker';
import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import type { WorkerDeps } from '../deps.ts';
import type { AskedText, Labels, LoadedEncoder, LoadedModel } from '../serve/loaded-model.ts';
import { ModelCache } from '../serve/model-cache.ts';
import { makeServingApp } from '../serve/serving-app.ts';

const facts: CheckpointFacts = {
  ...{ kind: 'encoder', architecture: 'BertModel', parameters: 4_000_000, contextLength: 64 },
  ...{ hiddenSize: 4, layers: 2, heads: 2, vocabularySize: 256, linearOutputs: 100, loraRankSize: 200 },
  ...{ largestParameter: 4_000, hasChatTemplate: false, labels: ['even', 'odd'], licence: null, sizeBytes: 10 },
};

export interface ScriptedServing {
  url: string;
  /** Called before each batch that the model computes. */
  onBatch: (texts: readonly string[]) => void | Promise<void>;
  /** Every text that was answered, in the order of the batches. */
  seen: string[];
  /** What a process that dies does to those that wait for it. */
  breakConnections(): void;
  /** Nobody finds it any more, and then again. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The real serving process in this one, over HTTP, with a model that says whether the length of a text is odd, and
 * registered as that of `deps`' worker. For tests only.
 */
export async function startScriptedServing(deps: WorkerDeps): Promise<ScriptedServing> {
  const serving: Pick<ScriptedServing, 'onBatch' | 'seen'> = { onBatch: () => undefined, seen: [] };
  const classify = async (asked: readonly AskedText[]): Promise<Labels[]> => {
    const texts = asked.map(({ ids }) => Buffer.from(ids).toString());
    await serving.onBatch(texts);
    serving.seen.push(...texts);
    return asked.map(({ ids, topK }) => labelsOf(ids.length).slice(0, topK));
  };
  const model = {
    ...{ kind: 'encoder', bytes: 10, dispose: () => undefined, contextLength: 64 },
    encoder: { config: { vocabSize: 256, contextLength: 64 } },
    tokenizer: { encode: (text: string) => [...Buffer.from(text)] },
    labels: { run: classify, costOf: ({ ids }: AskedText) => ids.length },
  } as unknown as LoadedEncoder;
  const cache = new ModelCache<LoadedModel>({
    ...{ folder: deps.workFolder, memoryBytesMax: 100, fetch: async () => undefined },
    ...{ load: async () => model, onChange: () => undefined },
  });
  const app = makeServingApp({ token: deps.env.secrets.internalToken, cache, engine: 'test' });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = { engine: 'test', servingUrl: url, warmModels: [] };
  const about = { id: deps.workerId, host: 'test', pid: 1, version: '0', queues: ['infer'] };
  let isAway = false;
  const beat = async () => {
    if (!isAway) await registerWorker(deps.db, { ...about, state });
  };
  await beat();
  const beating = setInterval(() => void beat().catch(() => undefined), 3_000);
  return Object.assign(serving, {
    url,
    breakConnections: () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
    leave: async () => {
      isAway = true;
      await markWorkerStopped(deps.db, deps.workerId);
    },
    comeBack: async () => {
      isAway = false;
      await beat();
    },
    close: async () => {
      clearInterval(beating);
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function labelsOf(length: number): Labels {
  const isOdd = length % 2 === 1;
  return [
    { label: isOdd ? 'odd' : 'even', score: 0.75 },
    { label: isOdd ? 'even' : 'odd', score: 0.25 },
  ];
}

/** The checkpoint that the serving process of a test has, for everybody. For tests only. */
export async function insertTestModel({ db }: Pick<WorkerDeps, 'db'>): Promise<{ id: string; name: string }> {
  const [id, name] = [newId('baseModel'), `parity-${randomBase62(8)}`];
  await db.system.baseModel.create({
    data: {
      ...{ id, organizationId: null, name, status: 'READY', source: { kind: 'hub', repository: 'test/parity' } },
      ...{ facts, storagePrefix: `base-models/${id}/1` },
    },
  });
  return { id, name };
}
