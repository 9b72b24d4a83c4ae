import { z } from 'zod';

/** Between web and the serving process of a worker: bearer token, `x-deadline-ms`; one path for each task. */
export const servingPaths = {
  classify: '/classify',
  generate: '/generate',
  embed: '/embed',
  predict: '/predict',
  recommend: '/recommend',
} as const;

/** A model's own files, and those of the base that it stands on where it has one. */
const model = {
  modelId: z.string().min(1).max(64),
  storagePrefix: z.string().min(1).max(500),
  base: z.object({ id: z.string().min(1).max(64), storagePrefix: z.string().min(1).max(500) }).nullable(),
};
export type ServedModel = { [K in keyof typeof model]: z.infer<(typeof model)[K]> };

export const ClassifyRequest = z.object({
  ...model,
  /** Texts, or images as base64 of a PNG, JPEG or another format that `decodeImage` reads. */
  inputs: z.union([
    z.array(z.string().min(1)).min(1).max(2048),
    z
      .array(z.object({ image: z.string().min(1) }))
      .min(1)
      .max(128),
  ]),
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

const count = z.number().int().nonnegative();

/** `null` or absent: the default of OpenAI's API. Numbers are checked by the caller's schema. */
export const GenerateRequest = z.object({
  ...model,
  /** A chat, by the model's template, or texts as they are; several prompts share the options. */
  prompt: z.union([
    z.object({ messages: z.array(z.record(z.string(), z.unknown())).min(1).max(2048) }),
    z.object({ texts: z.array(z.string()).min(1).max(128) }),
    z.object({ ids: z.array(z.array(count).min(1)).min(1).max(128) }),
  ]),
  /** Tokens that an answer may have; null: what the context leaves. */
  maxTokens: count.nullable(),
  /** True: nobody has asked for so many, so an answer may end where the context does. Else more than fits is refused. */
  isLengthSoft: z.boolean().optional(),
  n: z.number().int().min(1).max(128),
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0).max(1),
  topK: count.nullable(),
  minP: z.number().min(0).max(1).nullable(),
  presencePenalty: z.number().min(-2).max(2),
  frequencyPenalty: z.number().min(-2).max(2),
  repetitionPenalty: z.number().positive().nullable(),
  logitBias: z.record(z.string(), z.number()),
  seed: z.number().int().nullable(),
  stop: z.array(z.string()).max(4),
  /** Alternatives with each token; null: no logprobs. */
  logprobs: z.number().int().min(0).max(20).nullable(),
  echo: z.boolean(),
});
export type GenerateRequest = z.infer<typeof GenerateRequest>;

const tokenLogprob = z.object({
  token: z.string(),
  bytes: z.array(z.number().int()).nullable(),
  /** Null for the first token of an echoed prompt only. */
  logprob: z.number().nullable(),
  top: z.array(z.object({ token: z.string(), bytes: z.array(z.number().int()).nullable(), logprob: z.number() })),
});

export const GenerateAnswer = z.object({
  /** By prompt, then by choice: index = prompt · n + choice. */
  choices: z.array(
    z.object({
      text: z.string(),
      finishReason: z.enum(['stop', 'length']),
      logprobs: z.array(tokenLogprob).nullable(),
    }),
  ),
  promptTokens: count,
  completionTokens: count,
});
export type GenerateAnswer = z.infer<typeof GenerateAnswer>;

export const EmbedRequest = z.object({
  ...model,
  inputs: z
    .array(z.union([z.string(), z.array(count)]))
    .min(1)
    .max(2048),
});
export type EmbedRequest = z.infer<typeof EmbedRequest>;

export const EmbedAnswer = z.object({
  /** Of length 1, one for each input. */
  vectors: z.array(z.array(z.number())),
  tokens: z.array(count),
});
export type EmbedAnswer = z.infer<typeof EmbedAnswer>;

export const TableCell = z.union([z.string().max(50_000), z.number(), z.boolean(), z.null()]);
export type TableCell = z.infer<typeof TableCell>;

export const PredictRequest = z.object({
  ...model,
  /** By the names of the columns. */
  rows: z
    .array(z.record(z.string().max(200), TableCell))
    .min(1)
    .max(1024),
  /** Labels of each row, best first. */
  topK: z.number().int().min(1).max(1000),
});
export type PredictRequest = z.infer<typeof PredictRequest>;

/** Columns whose value was missing or not seen in training: the prediction is less sure. */
const unseen = z.array(z.string());

export const PredictAnswer = z.object({
  /** One for each row. */
  results: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('label'),
        /** Probabilities. */
        scores: z.array(z.object({ label: z.string(), score: z.number() })),
        unseen,
      }),
      z.object({ kind: z.literal('value'), value: z.number(), unseen }),
    ]),
  ),
  /** Cells of each row that the model reads. */
  tokens: z.array(count),
});
export type PredictAnswer = z.infer<typeof PredictAnswer>;

export const entityId = z.union([z.string().trim().min(1).max(200), z.number()]);

export const RecommendRequest = z.object({
  ...model,
  users: z.array(entityId).min(1).max(128),
  /** Items of each user, best first. */
  topK: z.number().int().min(1).max(1000),
  /** Only these are ranked, what the user has among them; null: all items. */
  items: z.array(entityId).min(1).max(1000).nullable(),
  /** Never recommended. */
  exclude: z.array(entityId).max(1000),
  /** Also what the user has. */
  includesSeen: z.boolean(),
});
export type RecommendRequest = z.infer<typeof RecommendRequest>;

export const RecommendAnswer = z.object({
  /** For each user. A score is a rating, or a number that ranks the items of this user. */
  results: z.array(
    z.object({
      /** `popularity`: nothing is known of the user, who gets what most users have. */
      basis: z.enum(['interactions', 'popularity']),
      items: z.array(z.object({ item: z.string(), score: z.number() })),
    }),
  ),
  /** Items of each answer, at least 1. */
  tokens: z.array(count),
});
export type RecommendAnswer = z.infer<typeof RecommendAnswer>;

/** Works an adapter into its base and stores the whole checkpoint beside it (`mergedFolderOf`). */
export const mergePath = '/merge';
export const MergeRequest = z.object({
  ...model,
  base: model.base.unwrap(),
  /** What the card of the checkpoint calls it. */
  title: z.string().min(1).max(500),
});
export type MergeRequest = z.infer<typeof MergeRequest>;

export const MergeAnswer = z.object({ sizeBytes: z.number().int().positive() });
export type MergeAnswer = z.infer<typeof MergeAnswer>;

/** `GET /status`. */
export const ServingStatus = z.object({
  warmModels: z.array(z.string()),
  engine: z.string(),
  memoryBytes: z.number(),
});
export type ServingStatus = z.infer<typeof ServingStatus>;

export const deadlineHeader = 'x-deadline-ms';
/** Set on a call that nobody waits for: others come first. */
export const backgroundHeader = 'x-background';
