import type {
  Architecture,
  CausalLmShape,
  HfConfig,
  ImageClassifierShape,
  LinearLayout,
} from '@modelmint/ml/architectures/architecture';
import type { LstmConfig } from '@modelmint/ml/architectures/lstm';
import type { ResNetConfig } from '@modelmint/ml/architectures/resnet';
import type { VitConfig } from '@modelmint/ml/architectures/vit';
import { batchAnswersMax, readAtOnceMin } from './cache-limits.ts';
import { tooLarge } from './memory-errors.ts';

/** What goes in, what comes out, and what stands between. */
const copies = 3;
const bytesPerNumber = 4;
/** Of the serving process' memory, for one text or image. */
const memoryShare = 1 / 4;

interface Attention {
  heads: number;
  contextLength: number;
  hiddenSize: number;
}

/** Tokens that an encoder reads at once: its context, or as many as the memory allows. Scores grow with their square. */
export function encoderTokensMax(
  { heads, contextLength, hiddenSize }: Attention,
  { linears, memoryBytesMax }: { linears: readonly LinearLayout[]; memoryBytesMax: number },
): number {
  const numbers = (memoryBytesMax * memoryShare) / (copies * bytesPerNumber);
  const fitting = Math.min(Math.sqrt(numbers / heads), numbers / widest(linears, hiddenSize));
  return Math.min(contextLength, Math.floor(fitting));
}

/** Pixels of an image that a network of convolutions takes at once; infinite for another kind, which has a size of its own. */
export function convolvedPixelsMax(config: ImageClassifierShape, memoryBytesMax: number): number {
  const { embeddingSize = 0, hiddenSizes = [] } = config as Partial<ResNetConfig>;
  if (embeddingSize === 0) return Number.POSITIVE_INFINITY;
  // The stem halves both sides, the pooling after it does again, and so does each stage but the first.
  const perPixel = Math.max(embeddingSize / 4, ...hiddenSizes.map((size, stage) => size / (16 * 4 ** stage)));
  return Math.floor((memoryBytesMax * memoryShare) / (copies * bytesPerNumber * perPixel));
}

/**
 * Weights may be few and a pass still take more memory than there is, whoever else is served: sizes come from a stranger's
 * config.json.
 *
 * @throws AppError `engine_overloaded` for a model of which not even the least can be computed.
 */
export function checkPass(architecture: Architecture, json: HfConfig, memoryBytesMax: number): void {
  const bytes = leastNumbers(architecture, json) * copies * bytesPerNumber;
  if (bytes > memoryBytesMax) throw tooLarge(bytes, memoryBytesMax);
}

function leastNumbers(architecture: Architecture, json: HfConfig): number {
  switch (architecture.kind) {
    case 'causal-lm': {
      const config = architecture.readConfig(json);
      const wide = readAtOnceMin * Math.max(widest(architecture.linears(config), config.hiddenSize), recurrent(config));
      return Math.max(wide, batchAnswersMax * config.vocabSize, config.heads * readAtOnceMin ** 2);
    }
    case 'encoder': {
      const config = architecture.readConfig(json);
      return readAtOnceMin * widest(architecture.linears(config), config.hiddenSize);
    }
    case 'image-classifier': {
      const config = architecture.readConfig(json);
      const { imageSize, patchSize = 1, heads = 1 } = config as ImageClassifierShape & Partial<VitConfig>;
      // Without a size of its own `convolvedPixelsMax` says how large an image may be.
      if (imageSize === null) return 0;
      const patches = 1 + Math.floor(imageSize / patchSize) ** 2;
      return Math.max(heads * patches ** 2, patches * widest(architecture.linears(config), 1));
    }
  }
}

/** What stands between in an LSTM, which has no linear layers: the embedding, and the four gates beside each other. */
function recurrent(config: CausalLmShape): number {
  const { embeddingSize } = config as Partial<LstmConfig>;
  return embeddingSize === undefined ? 0 : Math.max(embeddingSize, 4 * config.hiddenSize);
}

function widest(linears: readonly LinearLayout[], atLeast: number): number {
  return linears.reduce((most, { out }) => Math.max(most, out), atLeast);
}
