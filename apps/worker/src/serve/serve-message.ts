import { engineNames } from '@modelmint/ml/engine/engine';
import { z } from 'zod';

const StorageSettings = z.union([
  z.object({ folder: z.string() }),
  z.object({
    endpoint: z.string(),
    bucket: z.string(),
    region: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    forcePathStyle: z.boolean(),
  }),
]);

/** The one message to the serving process. By message and not by environment, which every process of the user may read. */
export const ServeRequest = z.object({
  storage: StorageSettings,
  /** The bearer token that web sends. */
  token: z.string().min(32),
  host: z.string(),
  port: z.number().int(),
  engine: z.enum(engineNames).nullable(),
  cacheFolder: z.string(),
  /** For the files of models on their way into memory. */
  modelFolder: z.string(),
  memoryBytesMax: z.number().int().positive(),
});
export type ServeRequest = z.infer<typeof ServeRequest>;

export const ServeAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number().int(), engine: z.string(), device: z.string() }),
  z.object({ kind: z.literal('status'), warmModels: z.array(z.string()), memoryBytes: z.number() }),
  z.object({ kind: z.literal('failure'), message: z.string() }),
]);
export type ServeAnswer = z.infer<typeof ServeAnswer>;
