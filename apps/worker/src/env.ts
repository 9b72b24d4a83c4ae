import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import {
  checkVariables,
  OptionalVariable,
  readServiceSettings,
  type ServiceSettings,
  ServiceVariables,
} from '@modelmint/domain/service-settings';
import { WorkerKind } from '@modelmint/domain/worker-kind';
import { defaultCacheFolder } from '@modelmint/ml/engine/default-cache-folder';
import { engineNames } from '@modelmint/ml/engine/engine';
import type { QueueName } from '@modelmint/queue/catalogue';
import { readStorageSettings, type StorageSettings } from '@modelmint/storage/storage-settings';
import { z } from 'zod';

const megabytes = z.coerce.number().int().min(64).max(4_000_000);

const Variables = ServiceVariables.extend({
  MODELMINT_ENGINE: z.preprocess((text) => (text === '' ? undefined : text), z.enum(engineNames).optional()),
  WORKER_QUEUES: z.string().default('cpu,train,infer'),
  SERVING_HOST: z.string().default('127.0.0.1'),
  SERVING_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SERVING_ADDRESS: OptionalVariable,
  SERVING_MEMORY_MB: megabytes.default(1024),
  TRAIN_MEMORY_MB: megabytes.default(4096),
  MODELMINT_WORK_FOLDER: OptionalVariable,
  HF_ENDPOINT: z.preprocess(
    (text) => (text === '' ? undefined : text),
    z.url({ protocol: /^https?$/ }).default('https://huggingface.co'),
  ),
  HF_TOKEN: OptionalVariable,
  IMPORT_SIZE_MB: megabytes.default(8192),
  WORKER_KIND: z.preprocess((text) => (text === '' ? undefined : text), WorkerKind.optional()),
});

export interface WorkerEnv extends ServiceSettings {
  storage: StorageSettings;
  /** This engine or none; else the best that is set up in `cacheFolder`. */
  engine?: (typeof engineNames)[number];
  cacheFolder: string;
  /** The whole environment of the processes that compute: no secrets, and what the GPU's driver and TensorFlow read. */
  engineVariables: Record<string, string>;
  queues: QueueName[];
  /** What its machine costs is told by it; without it `gpu` or `cpu`, by the engine. */
  kind?: string;
  serving: {
    host: string;
    /** 0 takes a free one. */
    port: number;
    /** How web reaches it, where that is not its host, such as a container's name. */
    address: string;
    memoryBytesMax: number;
  };
  /** Resident memory of a training process. */
  trainMemoryBytesMax: number;
  /** For files of running jobs; what is in it may be lost at any time. */
  workFolder: string;
  /** Where base models are imported from by name. */
  hub: { endpoint: string; token?: string };
  /** Of the files of one imported checkpoint. */
  importSizeBytesMax: number;
  /** What errors are called in Chinese: a file of web, which lies beside the worker in a container too. */
  problemsFile: string;
}

const mebibyte = 1024 * 1024;

/** Checks every variable and names each one that is missing or wrong. */
export function readEnv(variables: Record<string, string | undefined>): WorkerEnv {
  const seen = checkVariables(Variables, variables, 'the worker');
  return {
    ...readServiceSettings(seen, (file) => readFileSync(file, 'utf8')),
    storage: readStorageSettings(seen),
    ...(seen.MODELMINT_ENGINE === undefined ? {} : { engine: seen.MODELMINT_ENGINE }),
    cacheFolder: defaultCacheFolder(variables),
    engineVariables: readEngineVariables(variables),
    queues: readQueues(seen.WORKER_QUEUES),
    ...(seen.WORKER_KIND === undefined ? {} : { kind: seen.WORKER_KIND }),
    serving: {
      host: seen.SERVING_HOST,
      port: seen.SERVING_PORT,
      address: seen.SERVING_ADDRESS ?? (seen.SERVING_HOST === '0.0.0.0' ? os.hostname() : seen.SERVING_HOST),
      memoryBytesMax: seen.SERVING_MEMORY_MB * mebibyte,
    },
    trainMemoryBytesMax: seen.TRAIN_MEMORY_MB * mebibyte,
    workFolder: path.resolve(seen.MODELMINT_WORK_FOLDER ?? path.join(os.tmpdir(), 'modelmint-worker')),
    hub: { endpoint: seen.HF_ENDPOINT, ...(seen.HF_TOKEN === undefined ? {} : { token: seen.HF_TOKEN }) },
    importSizeBytesMax: seen.IMPORT_SIZE_MB * mebibyte,
    problemsFile: path.resolve(import.meta.dirname, '../../web/messages/zh-CN/problems.json'),
  };
}

function readEngineVariables(variables: Record<string, string | undefined>): Record<string, string> {
  const found = ['CUDA_VISIBLE_DEVICES', 'LD_LIBRARY_PATH', 'TF_FORCE_GPU_ALLOW_GROWTH'].flatMap((name) => {
    const value = variables[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    // With these two the sums were measured.
    TF_ENABLE_ONEDNN_OPTS: '0',
    TF_CPP_MIN_LOG_LEVEL: '2',
    // Else the first of serving and training would take the whole memory of a GPU that they share.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    ...Object.fromEntries(found),
  };
}

function readQueues(text: string): QueueName[] {
  const names = text.split(',').map((name) => name.trim());
  const known = z.array(z.enum(['cpu', 'train', 'infer'])).safeParse(names);
  if (known.success) return [...new Set(known.data)];
  throw new AppError('internal_error', `WORKER_QUEUES is "${text}"; it lists the queues cpu, train and infer.`);
}

let read: WorkerEnv | undefined;

/** Where the tests have bundled the programs of child processes; empty outside them. */
export function testPrograms(): string {
  return process.env.MODELMINT_TEST_PROGRAMS ?? '';
}

/** Read once per process. */
export function env(): WorkerEnv {
  read ??= readEnv(process.env);
  return read;
}
