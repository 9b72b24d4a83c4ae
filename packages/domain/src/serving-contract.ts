import { z } from 'zod';

/** Between web and the serving process of a worker: `POST /classify`, bearer token, `x-deadline-ms`. */
export const ClassifyRequest = z.object({
  modelId: z.string().min(1).max(64),
  storagePrefix: z.string().min(1).max(500),
  inputs: z.array(z.string().min(1)).min(1).max(2048),
  topK: z.number().int().min(1).max(1000),
});
export type ClassifyRequest = z.infer<typeof ClassifyRequest>;

export const ClassifyAnswer = z.object({
  /** For each input the best labels, highest score first. */
  results: z.array(z.array(z.object({ label: z.string(), score: z.number() }))),
  /** Billed tokens of each input. */
  tokens: z.array(z.number().int().nonnegative()),
});
export type ClassifyAnswer = z.infer<typeof ClassifyAnswer>;

/** `GET /status`. */
export const ServingStatus = z.object({
  warmModels: z.array(z.string()),
  engine: z.string(),
  memoryBytes: z.number(),
});
export type ServingStatus = z.infer<typeof ServingStatus>;

export const deadlineHeader = 'x-deadline-ms';
