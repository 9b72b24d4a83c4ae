import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { seededRandom } from '../random/seeded-random.ts';
import type { NamedWeights } from '../weights/named-weights.ts';

export interface NetworkShape {
  spec: TextClassifierSpec;
  words: number;
  labels: number;
}

export const directionsOf = (spec: TextClassifierSpec) =>
  spec.isBidirectional ? (['forward', 'backward'] as const) : (['forward'] as const);
export type Direction = 'forward' | 'backward';

const startStream = 2;

/** Name and shape of each parameter, in the order of the file. */
export function parameterShapes({ spec, words, labels }: NetworkShape): { name: string; shape: [number, number] }[] {
  const { embeddingSize, hiddenSize } = spec;
  const directions = directionsOf(spec);
  return [
    { name: 'embedding.weight', shape: [words, embeddingSize] },
    ...directions.flatMap((direction): { name: string; shape: [number, number] }[] => [
      { name: `${direction}.kernel`, shape: [embeddingSize + hiddenSize, 4 * hiddenSize] },
      { name: `${direction}.bias`, shape: [1, 4 * hiddenSize] },
    ]),
    { name: 'output.weight', shape: [directions.length * hiddenSize, labels] },
    { name: 'output.bias', shape: [1, labels] },
  ];
}

/**
 * Where training starts: kernels uniform by their fans (Glorot and Bengio 2010), embeddings uniform in ±0.1, biases 0
 * but 1 for the forget gates, so that memory lasts at first (Jozefowicz et al. 2015).
 */
export function startParameters(shape: NetworkShape): NamedWeights[] {
  return parameterShapes(shape).map(({ name, shape: [rows, columns] }, index) => {
    const random = seededRandom(shape.spec.seed, startStream, index);
    const values = new Float32Array(rows * columns);
    if (name.endsWith('.bias')) {
      const { hiddenSize } = shape.spec;
      if (name !== 'output.bias') values.fill(1, 2 * hiddenSize, 3 * hiddenSize);
    } else {
      const limit = name === 'embedding.weight' ? 0.1 : Math.sqrt(6 / (rows + columns));
      for (let i = 0; i < values.length; i++) values[i] = (random() * 2 - 1) * limit;
    }
    return { name, shape: [rows, columns], values };
  });
}

/** Weight decay pulls on what multiplies, not on what is added. */
export function isDecayed(name: string): boolean {
  return !name.endsWith('.bias');
}
