import { seededRandom } from '../random/seeded-random.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { ParameterShape } from './layer.ts';

const startStream = 1;

/** Uniform with the variance 2 / fan-in (He et al. 2015), so that signals keep their size through rectified layers. */
export function startParameters(parameters: readonly ParameterShape[], seed: number): NamedWeights[] {
  return parameters.map(({ name, shape, start, fanIn }, index) => {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    if (start === 'ones') values.fill(1);
    if (start === 'he') {
      const random = seededRandom(seed, startStream, index);
      const bound = Math.sqrt(6 / fanIn);
      for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * bound;
    }
    return { name, shape: [...shape], values };
  });
}
