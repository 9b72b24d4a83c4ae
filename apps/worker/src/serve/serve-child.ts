// The program of the serving process: holds loaded models and answers web over internal HTTP.

import { mkdir } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { openStorage } from '@modelmint/storage/open-storage';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { isAdapterFolder, loadServedModel } from './load-served-model.ts';
import type { LoadedModel } from './loaded-model.ts';
import { makeMerger } from './merge-models.ts';
import { ModelCache } from './model-cache.ts';
import { type ServeAnswer, ServeRequest } from './serve-message.ts';
import { makeServingApp } from './serving-app.ts';

const drainMs = 3_000;
/** The parent takes a process that says nothing for long for one that hangs. */
const sayMs = 1_000;

function say(answer: ServeAnswer): void {
  process.send?.(answer, () => undefined);
}

async function start(message: unknown): Promise<void> {
  const request = ServeRequest.parse(message);
  const { cacheFolder, modelFolder, memoryBytesMax, token, host } = request;
  const storage = openStorage(request.storage);
  const engine = await openEngine({ cacheFolder, ...(request.engine === null ? {} : { only: request.engine }) });
  await mkdir(modelFolder, { recursive: true });
  const cache = new ModelCache<LoadedModel>({
    folder: modelFolder,
    memoryBytesMax,
    fetch: async (prefix, folder) => {
      await fetchFolder(storage, { prefix, folder });
    },
    isAdapter: isAdapterFolder,
    load: (modelFolder, base) => loadServedModel({ engine, folder: modelFolder, memoryBytesMax }, base),
    onChange: () => sayStatus(),
  });
  const sayStatus = () => say({ kind: 'status', warmModels: cache.ids, memoryBytes: cache.bytes });
  const merge = makeMerger({ engine, storage, folder: modelFolder });
  const app = makeServingApp({ token, cache, engine: engine.name, merge });
  const server = serve({ fetch: app.fetch, hostname: host, port: request.port }, ({ port }) =>
    say({ kind: 'listening', port, engine: engine.name, device: engine.device }),
  );
  setInterval(sayStatus, sayMs).unref();
  server.on('error', (error: Error) => {
    say({ kind: 'failure', message: error.message });
    process.exitCode = 1;
    process.disconnect();
  });
  process.once('SIGTERM', () => {
    server.close(() => process.exit());
    setTimeout(() => process.exit(), drainMs).unref();
  });
}

process.once('message', (message) => {
  start(message).catch((error: unknown) => {
    say({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    process.disconnect();
  });
});
// A Ctrl-C in a terminal reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
process.once('disconnect', () => process.exit());
