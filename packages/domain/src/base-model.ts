import { z } from 'zod';
import type { Task } from './task.ts';

const count = z.number().int().nonnegative();

/** What an import has found in a checkpoint: enough to show it, to price it and to plan a training without opening it. */
export const CheckpointFacts = z.strictObject({
  /** What the checkpoint can be: `encoder` answers embeddings (and labels, where it has a head). */
  kind: z.enum(['causal-lm', 'encoder', 'image-classifier']),
  /** As its config.json names it: `LlamaForCausalLM`. */
  architecture: z.string().min(1).max(200),
  parameters: count,
  /** Tokens that it reads at once; null for images. */
  contextLength: count.nullable(),
  hiddenSize: count,
  layers: count,
  heads: count,
  vocabularySize: count,
  /** Of all linear maps that LoRA can stand beside: the sum of their outputs, and the numbers of an adapter of rank 1. */
  linearOutputs: count,
  loraRankSize: count,
  /** Their paths, the number of a layer left open (`linear-names.ts`). Absent in imports of before. */
  linearNames: z.array(z.string()).optional(),
  /** What stands outside its layers and can be trained whole beside an adapter, with its numbers. Absent in imports of before. */
  wholeModules: z.array(z.strictObject({ name: z.string(), parameters: count })).optional(),
  /** Numbers of the largest single parameter. */
  largestParameter: count,
  /** Of image classifiers, what one image is to them. Absent in imports of before. */
  image: z
    .object({
      /** Pixels that its processor makes of an image, each way. */
      side: count,
      /** Patches and the class token; 1 for convolutions. */
      positions: count,
      /** Numbers that its convolutions give; 0 without them. */
      convolved: count,
      /** Of one pass forward. */
      multiplications: count,
    })
    .optional(),
  hasChatTemplate: z.boolean(),
  /** Names of its classification head; null without one. */
  labels: z.array(z.string()).nullable(),
  /** SPDX name or words from its card; null where it says nothing. */
  licence: z.string().max(200).nullable(),
  sizeBytes: count,
});
export type CheckpointFacts = z.infer<typeof CheckpointFacts>;

/** What a checkpoint is tuned for. */
export function tunedTaskOf({ kind }: Pick<CheckpointFacts, 'kind'>): Task {
  return tunedTasks[kind];
}

const tunedTasks = {
  'causal-lm': 'text-generation',
  encoder: 'text-classification',
  'image-classifier': 'image-classification',
} as const satisfies Record<CheckpointFacts['kind'], Task>;

/** What calls and jobs name: lower case, as on the hub, without its owner. */
export const baseModelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'use 1 to 80 lower-case letters, digits, dots, dashes or underscores')
  .refine((name) => !name.startsWith('ft:'), 'must not begin with ft:');

/** Of one checkpoint. */
export const checkpointFilesMax = 200;

/** Where a checkpoint comes from. */
export const BaseModelSource = z.discriminatedUnion('kind', [
  /** A folder on the worker's machine; for the operator only. */
  z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4_000) }),
  /** An uploaded archive (zip, tar, tar.gz) with the files of one checkpoint. */
  z.strictObject({ kind: z.literal('file'), fileId: z.string().min(1).max(64) }),
  /** The files themselves, uploaded one by one under their names. */
  z.strictObject({
    kind: z.literal('files'),
    fileIds: z.array(z.string().min(1).max(64)).min(1).max(checkpointFilesMax),
  }),
  /** A repository of a hub that speaks Hugging Face's HTTP. */
  z.strictObject({
    kind: z.literal('hub'),
    repository: z.string().regex(/^\w[\w.-]{0,95}(\/\w[\w.-]{0,95})?$/, 'use owner/name'),
    revision: z
      .string()
      .regex(/^\w[\w./-]{0,199}$/)
      .refine((name) => !name.includes('..'), 'two dots are no part of a revision')
      .default('main'),
  }),
]);
export type BaseModelSource = z.infer<typeof BaseModelSource>;

/** A template that is trained from nothing. */
export interface ScratchModel {
  id: string;
  task: Task;
  name: string;
  about: string;
  /** Unix seconds; `created` on the wire. */
  createdAt: number;
}

/** The templates that every project can train. */
export const scratchModels = [
  {
    id: 'text-classifier-lstm',
    task: 'text-classification',
    name: 'Text classifier (LSTM)',
    about: 'Learns its own vocabulary and a bidirectional LSTM from your examples. Small, fast, trained from scratch.',
    createdAt: 1_793_000_000,
  },
  {
    id: 'image-classifier-cnn',
    task: 'image-classification',
    name: 'Image classifier (CNN)',
    about: 'Convolutions with batch norm, trained from scratch on small colour images, one folder per label.',
    createdAt: 1_795_000_000,
  },
  {
    id: 'tabular-mlp',
    task: 'tabular',
    name: 'Table predictor (MLP)',
    about:
      'Predicts a label or a number from the other columns of a row. Reads numbers, categories and missing values.',
    createdAt: 1_795_800_000,
  },
  {
    id: 'recommender-mf',
    task: 'recommendation',
    name: 'Recommender (matrix factorisation)',
    about: 'Learns what each user likes from who took or rated what. Newcomers get what is popular.',
    createdAt: 1_795_800_000,
  },
  {
    id: 'language-model-lstm',
    task: 'text-generation',
    name: 'Language model (LSTM)',
    about: 'Learns its own tokens and to write in the manner of your texts. Small, trained from scratch.',
    createdAt: 1_795_800_000,
  },
  {
    id: 'language-model-llama',
    task: 'text-generation',
    name: 'Language model (small Llama)',
    about:
      'A transformer that learns from your texts alone, in the layout that other tools read. Trained from scratch.',
    createdAt: 1_795_800_000,
  },
] as const satisfies readonly ScratchModel[];
export type ScratchModelId = (typeof scratchModels)[number]['id'];

export function findScratchModel(id: string): ScratchModel | undefined {
  return scratchModels.find((model) => model.id === id);
}

/** The name under which the price book lists a model: its own for a template, by size for an imported checkpoint. */
export function priceNameOf(model: { id: string } | { facts: CheckpointFacts }): string {
  if ('id' in model) return model.id;
  const { kind, parameters } = model.facts;
  const size =
    parameters < 50_000_000
      ? 'tiny'
      : parameters < 500_000_000
        ? 'small'
        : parameters < 3_000_000_000
          ? 'medium'
          : 'large';
  return `${kind}/${size}`;
}

/** The uploads that an import reads. */
export function uploadsOf(source: BaseModelSource): readonly string[] {
  if (source.kind === 'files') return source.fileIds;
  return source.kind === 'file' ? [source.fileId] : [];
}
