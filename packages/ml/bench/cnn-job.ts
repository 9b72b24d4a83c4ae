import { type CnnLayer, cnnTemplates } from '@modelmint/domain/cnn-spec';

/** What both sides of a convolutional network's row read; a dense layer with one output for each label comes last. */
export interface CnnJob {
  /** Height and width. */
  side: number;
  layers: readonly CnnLayer[];
  labels: number;
  batch: number;
  learningRate: number;
  weightDecay: number;
  clipNorm: number;
  warmUpSteps: number;
  seconds: number;
}

const usual = { labels: 10, learningRate: 1e-3, weightDecay: 0.01, clipNorm: 5, warmUpSteps: 5, seconds: 4 };
const relu = { kind: 'relu' } as const;
const pool = { kind: 'max-pool' } as const;
const conv = (filters: number) => ({ kind: 'conv', filters, padding: 'valid' }) as const;

/** The usual first network for MNIST, with the three channels that our images always have. */
export const mnistJob: CnnJob = {
  ...usual,
  side: 28,
  layers: [conv(32), relu, pool, conv(64), relu, pool, { kind: 'flatten' }, { kind: 'dense', units: 128 }, relu],
  batch: 128,
};
/** The network of TensorFlow's CIFAR tutorial, 122,570 parameters. */
export const cifarJob: CnnJob = { ...usual, side: 32, layers: cnnTemplates.plain, batch: 32 };
/** What the product suggests for CIFAR. */
export const normedJob: CnnJob = { ...usual, side: 32, layers: cnnTemplates.normed, batch: 128 };
