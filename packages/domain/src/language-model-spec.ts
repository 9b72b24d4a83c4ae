import { z } from 'zod';

const size = (most: number) => z.number().int().min(1).max(most);

/** Bytes as they are, or pairs of them that are frequent in the training texts. */
const LanguageModelVocabulary = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bytes') }),
  /** Tokens in all; fewer where the texts hold no more frequent pairs. */
  z.strictObject({ kind: z.literal('bpe'), size: z.number().int().min(300).max(65_536) }),
]);

const common = {
  task: z.literal('text-generation'),
  vocabulary: LanguageModelVocabulary,
  /** Tokens that a row of training has, and that the model reads at most. */
  contextLength: z.number().int().min(8).max(8_192),
  /** The head's weights are the embedding's. */
  isHeadTied: z.boolean(),
  epochs: size(50),
  /** Rows per optimizer step. */
  batchSize: size(256),
  /** Rows per forward pass; the step's gradient is the same, only memory and speed depend on it. */
  microBatchRows: size(256),
  learningRate: z.number().positive().max(1),
  schedule: z.enum(['constant', 'linear', 'cosine']),
  warmupRatio: z.number().min(0).max(0.5),
  weightDecay: z.number().min(0).max(1),
  clipNorm: z.number().positive().max(1_000),
  labelSmoothing: z.number().min(0).max(0.5),
  earlyStopPatience: size(50),
  evaluationsPerEpoch: size(20),
  seed: z.number().int().min(0).max(0xffffffff),
};

/** Embedding, one or two LSTM layers, and a head. */
export const LstmLanguageModelSpec = z
  .strictObject({
    ...common,
    kind: z.literal('lstm'),
    embeddingSize: size(4_096),
    hiddenSize: size(4_096),
    layers: size(2),
    /** Before each layer and before the head. */
    dropout: z.number().min(0).max(0.9),
  })
  .refine(({ isHeadTied, embeddingSize, hiddenSize }) => !isHeadTied || embeddingSize === hiddenSize, {
    path: ['isHeadTied'],
    message: 'a tied head needs an embedding as wide as the hidden layer',
  });
export type LstmLanguageModelSpec = z.infer<typeof LstmLanguageModelSpec>;

/** A Llama of any size. */
export const LlamaLanguageModelSpec = z
  .strictObject({
    ...common,
    kind: z.literal('llama'),
    hiddenSize: size(8_192),
    intermediateSize: size(32_768),
    layers: size(64),
    heads: size(128),
    kvHeads: size(128),
  })
  .refine(({ hiddenSize, heads }) => hiddenSize % (2 * heads) === 0, {
    path: ['heads'],
    message: 'the hidden size must be an even multiple of the heads',
  })
  .refine(({ heads, kvHeads }) => heads % kvHeads === 0, {
    path: ['kvHeads'],
    message: 'the heads must be a multiple of the key and value heads',
  });
export type LlamaLanguageModelSpec = z.infer<typeof LlamaLanguageModelSpec>;

/** Everything that training a language model from scratch needs to know, as numbers; frozen in the job. */
export const LanguageModelSpec = z.discriminatedUnion('kind', [LstmLanguageModelSpec, LlamaLanguageModelSpec]);
export type LanguageModelSpec = z.infer<typeof LanguageModelSpec>;

export interface LanguageModelData {
  /** Characters of the texts that are trained on. */
  trainCharacters: number;
  seed: number;
}

const million = 1_000_000;

/** Suggested settings by the size of the data: what some minutes to some hours on a few processor cores can teach. */
export function suggestLanguageModelSpec(
  kind: LanguageModelSpec['kind'],
  { trainCharacters, seed }: LanguageModelData,
): LanguageModelSpec {
  const scale = trainCharacters < million / 5 ? 'tiny' : trainCharacters < 5 * million ? 'small' : 'medium';
  const chosen = scales[scale];
  return LanguageModelSpec.parse({
    task: 'text-generation',
    kind,
    ...chosen.common,
    ...(kind === 'lstm' ? chosen.lstm : chosen.llama),
    isHeadTied: true,
    schedule: 'cosine',
    warmupRatio: 0.05,
    clipNorm: 1,
    labelSmoothing: 0,
    earlyStopPatience: 3,
    seed,
  });
}

const scales = {
  tiny: {
    common: {
      vocabulary: { kind: 'bytes' },
      contextLength: 128,
      epochs: 20,
      batchSize: 8,
      microBatchRows: 8,
      evaluationsPerEpoch: 1,
    },
    lstm: { embeddingSize: 128, hiddenSize: 128, layers: 1, dropout: 0.2, learningRate: 0.005, weightDecay: 0.01 },
    llama: {
      hiddenSize: 96,
      intermediateSize: 256,
      layers: 3,
      heads: 3,
      kvHeads: 3,
      learningRate: 0.003,
      weightDecay: 0.1,
    },
  },
  small: {
    common: {
      vocabulary: { kind: 'bpe', size: 1_024 },
      contextLength: 128,
      epochs: 6,
      batchSize: 16,
      microBatchRows: 16,
      evaluationsPerEpoch: 2,
    },
    lstm: { embeddingSize: 256, hiddenSize: 256, layers: 2, dropout: 0.2, learningRate: 0.004, weightDecay: 0.01 },
    llama: {
      hiddenSize: 128,
      intermediateSize: 352,
      layers: 4,
      heads: 4,
      kvHeads: 2,
      learningRate: 0.003,
      weightDecay: 0.1,
    },
  },
  medium: {
    common: {
      vocabulary: { kind: 'bpe', size: 4_096 },
      contextLength: 256,
      epochs: 2,
      batchSize: 16,
      microBatchRows: 16,
      evaluationsPerEpoch: 5,
    },
    lstm: { embeddingSize: 512, hiddenSize: 512, layers: 2, dropout: 0.1, learningRate: 0.002, weightDecay: 0.01 },
    llama: {
      hiddenSize: 256,
      intermediateSize: 704,
      layers: 4,
      heads: 4,
      kvHeads: 2,
      learningRate: 0.002,
      weightDecay: 0.1,
    },
  },
} as const;
