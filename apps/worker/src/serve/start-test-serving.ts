import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import type { GenerateRequest } from '@modelmint/domain/serving-contract';
import type { Engine, TensorFlow } from '@modelmint/ml/engine/engine';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { openStorage } from '@modelmint/storage/open-storage';
import type { Storage } from '@modelmint/storage/storage';
import { onTestFinished } from 'vitest';
import { isAdapterFolder, loadServedModel } from './load-served-model.ts';
import type { LoadedModel } from './loaded-model.ts';
import { makeMerger } from './merge-models.ts';
import { ModelCache } from './model-cache.ts';
import { makeServingApp } from './serving-app.ts';

const token = 'internal-token-of-the-serving-tests-0123';
const references = path.resolve(import.meta.dirname, '../../../../packages/ml/references');

/** A call of `/generate` that takes the likeliest tokens. */
export const plainGeneration: Omit<GenerateRequest, 'modelId' | 'storagePrefix' | 'base' | 'prompt'> = {
  maxTokens: 8,
  n: 1,
  temperature: 0,
  topP: 1,
  topK: null,
  minP: null,
  presencePenalty: 0,
  frequencyPenalty: 0,
  repetitionPenalty: null,
  logitBias: {},
  seed: null,
  stop: [],
  logprobs: null,
  echo: false,
};

/** A small model that lies in packages/ml. */
export function reference(name: string): string {
  return path.join(references, name);
}

export interface TestServing {
  engine: Engine;
  tf: TensorFlow;
  cache: ModelCache<LoadedModel>;
  /** Prefixes in the order in which they were fetched. */
  fetched: string[];
  post(route: string, body: unknown, init?: RequestInit): Promise<{ status: number; body: never }>;
  get(route: string): Promise<{ status: number; body: never }>;
  /** Of merges, where a prefix is one. */
  storage: Storage;
}

/** The real app over real HTTP on the real engine; a storage prefix is a folder on this machine. For tests only. */
export async function startTestServing({ memoryBytesMax = 64 << 20 } = {}): Promise<TestServing> {
  const engine = await openEngine({ only: 'wasm' });
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-serving-'));
  const fetched: string[] = [];
  const cache = new ModelCache<LoadedModel>({
    folder,
    memoryBytesMax,
    fetch: async (prefix, to) => {
      fetched.push(prefix);
      cpSync(prefix, to, { recursive: true });
    },
    isAdapter: isAdapterFolder,
    load: (modelFolder, base) => loadServedModel({ engine, folder: modelFolder, memoryBytesMax }, base),
    onChange: () => undefined,
  });
  const storage = openStorage({ folder: path.join(folder, 'storage') });
  const merge = makeMerger({ engine, storage, folder });
  const server = serve({
    fetch: makeServingApp({ token, cache, engine: engine.name, merge }).fetch,
    hostname: '127.0.0.1',
    port: 0,
  });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (route: string, init: RequestInit) => {
    const response = await fetch(url + route, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
    return { status: response.status, body: (await response.json()) as never };
  };
  return {
    engine,
    tf: engine.tf,
    cache,
    fetched,
    storage,
    post: (route, body, init = {}) => ask(route, { method: 'POST', body: JSON.stringify(body), ...init }),
    get: (route) => ask(route, {}),
  };
}

/** A copy of a reference model with other files in it; null takes one away. Removed after the test. */
export function referenceWith(name: string, files: Record<string, string | object | null>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-model-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(reference(name), folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    if (content === null) rmSync(place);
    else writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

export function readReferenceJson(name: string, file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(reference(name), file), 'utf8'));
}
