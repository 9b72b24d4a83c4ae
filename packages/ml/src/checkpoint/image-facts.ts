import type { CheckpointFacts } from '@modelmint/domain/base-model';
import type { ImageClassifierShape, LinearLayout, ParameterLayout } from '../architectures/architecture.ts';
import type { ImageProcessor } from '../image/image-processor.ts';

interface Read {
  config: ImageClassifierShape;
  processor: ImageProcessor;
  layout: readonly ParameterLayout[];
  linears: readonly LinearLayout[];
}

/**
 * What one image is to a classifier, in numbers that memory and time are estimated from; nothing where the processor makes
 * images of different sizes.
 */
export function imageFactsOf({ config, processor, layout, linears }: Read): Pick<CheckpointFacts, 'image'> {
  const size = processor.crop ?? processor.resize?.to;
  if (size === undefined || !('width' in size)) return {};
  const side = Math.max(size.width, size.height);
  const { patchSize } = config as { patchSize?: number };
  if (patchSize === undefined) return { image: { side, positions: 1, ...convolutions(layout, side) } };
  const positions = Math.floor(side / patchSize) ** 2 + 1;
  const multiplications = linears.reduce((sum, one) => sum + one.in * one.out, 0) * positions;
  return { image: { side, positions, convolved: 0, multiplications } };
}

/** A ResNet halves the sides in its first convolution, in the pool after it, and in each stage but the first. */
function convolutions(layout: readonly ParameterLayout[], side: number) {
  let [convolved, multiplications] = [0, 0];
  for (const { name, shape } of layout) {
    const [out = 0, input = 0, kernel, width] = shape;
    if (kernel === undefined || width === undefined) continue;
    const stage = /\.stages\.(\d+)\./.exec(name)?.[1];
    const pixels = Math.ceil(side / 2 ** (stage === undefined ? 1 : 2 + Number(stage))) ** 2;
    convolved += pixels * out;
    multiplications += pixels * out * input * kernel * width;
  }
  return { convolved, multiplications };
}
