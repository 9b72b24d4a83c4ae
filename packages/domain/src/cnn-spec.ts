import { z } from 'zod';

const side = z.number().int().min(4).max(256);

/** One layer of a convolutional network. Convolutions are 3×3 with stride 1, pools take the largest of 2×2. */
export const CnnLayer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('conv'),
    filters: z.number().int().min(1).max(1024),
    padding: z.enum(['same', 'valid']),
  }),
  z.strictObject({ kind: z.literal('batch-norm') }),
  z.strictObject({ kind: z.literal('relu') }),
  z.strictObject({ kind: z.literal('max-pool') }),
  z.strictObject({ kind: z.literal('global-average-pool') }),
  z.strictObject({ kind: z.literal('dropout'), rate: z.number().min(0).max(0.9) }),
  z.strictObject({ kind: z.literal('flatten') }),
  z.strictObject({ kind: z.literal('dense'), units: z.number().int().min(1).max(4096) }),
]);
export type CnnLayer = z.infer<typeof CnnLayer>;

/** Everything that training an image classifier from scratch needs to know, as numbers; frozen in the job. */
export const CnnSpec = z.strictObject({
  task: z.literal('image-classification'),
  /** Images of another size are scaled to this one. */
  height: side,
  width: side,
  channels: z.literal(3),
  /** All but the last dense layer, which has one output for each label. */
  layers: z.array(CnnLayer).min(1).max(100),
  augmentation: z.strictObject({
    /** Each image is mirrored with probability ½. */
    isFlipped: z.boolean(),
    /** The image is shifted by up to so many pixels each way; what comes in is mirrored at the border. */
    shift: z.number().int().min(0).max(64),
    /** Side of a square that is made grey at a random place; 0: none. */
    cutout: z.number().int().min(0).max(128),
  }),
  epochs: z.number().int().min(1).max(200),
  batchSize: z.number().int().min(1).max(512),
  learningRate: z.number().positive().max(1),
  schedule: z.enum(['constant', 'linear', 'cosine']),
  warmupRatio: z.number().min(0).max(0.5),
  weightDecay: z.number().min(0).max(1),
  clipNorm: z.number().positive(),
  labelSmoothing: z.number().min(0).max(0.5),
  earlyStopPatience: z.number().int().min(1).max(50),
  evaluationsPerEpoch: z.number().int().min(1).max(20),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type CnnSpec = z.infer<typeof CnnSpec>;

const conv = (filters: number, padding: 'same' | 'valid'): CnnLayer => ({ kind: 'conv', filters, padding });
const relu: CnnLayer = { kind: 'relu' };
const pool: CnnLayer = { kind: 'max-pool' };
const normed = (filters: number): CnnLayer[] => [conv(filters, 'same'), { kind: 'batch-norm' }, relu];

/** Networks by name, for small colour images. */
export const cnnTemplates = {
  /** Batch norm after each convolution and no dense layer: the best for its time. */
  normed: [
    ...normed(32),
    pool,
    ...normed(64),
    pool,
    ...normed(128),
    pool,
    ...normed(128),
    { kind: 'global-average-pool' },
  ],
  /** 122,570 parameters at 32×32 pixels and ten labels. */
  plain: [
    conv(32, 'valid'),
    relu,
    pool,
    conv(64, 'valid'),
    relu,
    pool,
    conv(64, 'valid'),
    relu,
    { kind: 'flatten' },
    { kind: 'dense', units: 64 },
    relu,
  ],
  /** One convolution, and dropout before and after a wide dense layer. */
  wide: [
    conv(32, 'valid'),
    relu,
    pool,
    { kind: 'dropout', rate: 0.25 },
    { kind: 'flatten' },
    { kind: 'dense', units: 128 },
    relu,
    { kind: 'batch-norm' },
    { kind: 'dropout', rate: 0.5 },
  ],
} as const satisfies Record<string, readonly CnnLayer[]>;

export type CnnTemplate = keyof typeof cnnTemplates;

export interface ImageData {
  height: number;
  width: number;
  /** Images that are trained on. */
  trainRows: number;
}

/** Suggested settings for a template by the size of the data. */
export function suggestCnnSpec(template: CnnTemplate, { height, width, trainRows }: ImageData, seed: number): CnnSpec {
  const isNormed = template === 'normed';
  const smallest = Math.min(height, width);
  // Some twenty steps per epoch at least, and smaller ones where a step sees few images.
  const batchSizeMax = isNormed ? 128 : 64;
  const batchSize = Math.min(
    batchSizeMax,
    Math.max(1, Math.min(8, trainRows), 2 ** Math.floor(Math.log2(trainRows / 20))),
  );
  return CnnSpec.parse({
    task: 'image-classification',
    height,
    width,
    channels: 3,
    layers: cnnTemplates[template],
    augmentation: isNormed
      ? { isFlipped: true, shift: Math.round(smallest / 16), cutout: 0 }
      : { isFlipped: false, shift: 0, cutout: 0 },
    epochs: trainRows < 1_000 ? 40 : trainRows < 10_000 ? 20 : 10,
    batchSize,
    learningRate: isNormed ? 0.005 : 0.001,
    schedule: isNormed ? 'linear' : 'cosine',
    warmupRatio: isNormed ? 0.2 : 0,
    weightDecay: isNormed ? 0.05 : 0.01,
    clipNorm: 5,
    labelSmoothing: isNormed ? 0.1 : 0,
    earlyStopPatience: 10,
    evaluationsPerEpoch: 1,
    seed,
  });
}
