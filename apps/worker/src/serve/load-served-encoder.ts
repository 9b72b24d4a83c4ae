import { type Encoder, loadEncoder } from '@modelmint/ml/encoder/load-encoder';
import type { LoadOptions } from './load-options.ts';
import type { LoadedEncoder } from './loaded-model.ts';
import { encoderTokensMax } from './pass-limits.ts';
import { openTokenizer, type ServedTokenizer } from './served-tokenizer.ts';

export async function loadServedEncoder({ engine, folder, memoryBytesMax }: LoadOptions): Promise<LoadedEncoder> {
  const tokenizer = await openTokenizer(folder);
  const encoder = await loadEncoder({ engine, folder });
  const linears = encoder.architecture.linears(encoder.config);
  return openEncoder(encoder, tokenizer, encoderTokensMax(encoder.config, { linears, memoryBytesMax }));
}

export async function adaptEncoder({ folder }: LoadOptions, base: LoadedEncoder): Promise<LoadedEncoder> {
  const tokenizer = await openTokenizer(folder, base.tokenizer);
  return openEncoder(await base.encoder.adapt(folder), tokenizer, base.contextLength);
}

/**
 * An embedding is the mean over the tokens of a text, made 1 long. That is what most models that are made for embeddings
 * are trained for, and of the poolings without a trained part the best for the others.
 */
function openEncoder(encoder: Encoder, tokenizer: ServedTokenizer, contextLength: number): LoadedEncoder {
  const costOf = ({ ids }: { ids: readonly number[] }) => ids.length;
  return {
    kind: 'encoder',
    encoder,
    tokenizer,
    contextLength,
    bytes: encoder.bytes,
    dispose: encoder.dispose,
    vectors: {
      costOf,
      run: (texts) => encoder.embed(texts, { pooling: 'mean', normalize: true }).vectors.map((one) => Array.from(one)),
    },
    labels:
      encoder.config.labels === null
        ? null
        : {
            costOf,
            run: (texts) => encoder.classify(texts).scores.map((scores, i) => scores.slice(0, texts[i]?.topK)),
          },
  };
}
