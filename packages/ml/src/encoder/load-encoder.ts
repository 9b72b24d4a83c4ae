import { AppError } from '@modelmint/domain/errors';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { EncoderArchitecture, EncoderInput, EncoderShape, HfConfig } from '../architectures/architecture.ts';
import { type OpenedScope, openScope, type ScopeLayout } from '../architectures/open-scope.ts';
import { findArchitecture } from '../architectures/registry.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../nn/scope.ts';
import { type EncoderText, fitTexts } from './encoder-text.ts';
import { planTextBatches } from './plan-text-batches.ts';
import { type Pooling, poolHidden } from './pool-hidden.ts';
import { type ClassScore, scoreClasses } from './score-classes.ts';
import { textBatch } from './text-batch.ts';

export interface LongTexts {
  /** Cuts texts that are longer than the context; otherwise they are refused. */
  truncate?: boolean;
}

export interface EmbedOptions extends LongTexts {
  pooling: Pooling;
  /** Divides each vector by its length, so that a dot product is the cosine. */
  normalize?: boolean;
}

export interface ClassifyOptions extends LongTexts {
  /** Labels per text, best first. Default: all. */
  topK?: number;
}

export interface Encoder {
  architecture: EncoderArchitecture;
  config: EncoderShape;
  /** For forward passes of the caller's own. */
  scope: Scope;
  /** Memory that the weights take. */
  bytes: number;
  /**
   * One vector of `hiddenSize` numbers per text, in the order of the texts. Blocks the event loop meanwhile.
   *
   * @throws AppError `invalid_value` for a text that the model cannot read, or a pooler that it lacks.
   */
  embed(texts: readonly EncoderText[], options: EmbedOptions): { vectors: Float32Array[]; truncated: number };
  /**
   * Labels with their scores per text: probabilities that sum to 1, one probability for each label of a model with
   * `multi_label_classification`, the value itself of a regression.
   *
   * @throws AppError `invalid_state` when the model has no classification head; else as `embed`.
   */
  classify(texts: readonly EncoderText[], options?: ClassifyOptions): { scores: ClassScore[][]; truncated: number };
  /**
   * A second model on the same weights, with an adapter of peft, and its labels where it names them; this one must outlive it.
   *
   * @throws AppError `invalid_file` when a file is missing or damaged, or the adapter is for another base.
   */
  adapt(adapterFolder: string): Promise<Encoder>;
  dispose(): void;
}

/**
 * Loads a BERT, DistilBERT or RoBERTa from a folder in the hub's layout, with an adapter of peft where one is given.
 *
 * @throws AppError `invalid_file` when a file is missing or damaged, the model is none of these, or the adapter is for
 * another base.
 */
export async function loadEncoder(options: {
  engine: Engine;
  folder: string;
  adapterFolder?: string;
}): Promise<Encoder> {
  const opened = await openScope(options.engine.tf, options, (json) => {
    const architecture = findArchitecture(json, 'encoder');
    const config = architecture.readConfig(json);
    const [parameters, linears] = [architecture.parameters(config), architecture.linears(config)];
    return { architecture, config, json, parameters, linears };
  });
  return openPasses(opened);
}

interface Described extends ScopeLayout {
  architecture: EncoderArchitecture;
  config: EncoderShape;
  json: HfConfig;
}

function openPasses({ scope, bytes, adapt, dispose, ...described }: OpenedScope<Described>): Encoder {
  const { architecture, config, json } = described;
  const { tf } = scope;
  const padId = typeof json.pad_token_id === 'number' && json.pad_token_id < config.vocabSize ? json.pad_token_id : 0;

  /** Runs the texts in batches; `head` makes one row of numbers per text. */
  function run(
    texts: readonly EncoderText[],
    isCut: boolean,
    head: (hidden: Tensor3D, input: EncoderInput) => Tensor2D,
  ): { rows: Float32Array[]; truncated: number } {
    const { fitted, cut } = fitTexts(texts, config, isCut);
    const rows = new Array<Float32Array>(texts.length);
    for (const chosen of planTextBatches(fitted.map(({ ids }) => ids.length))) {
      const batch = chosen.flatMap((index) => fitted[index] ?? []);
      const [values, size] = tf.tidy(() => {
        const input = textBatch(tf, batch, padId);
        const out = head(architecture.hiddenStates(scope, config, input), input); // [batch, size]
        return [out.dataSync() as Float32Array, out.shape[1]];
      });
      chosen.forEach((index, row) => {
        rows[index] = values.slice(row * size, (row + 1) * size);
      });
    }
    return { rows, truncated: cut };
  }

  return {
    architecture,
    config,
    scope,
    bytes,
    embed: (texts, { pooling, normalize = false, truncate = false }) => {
      const { rows, truncated } = run(texts, truncate, (hidden, { attentionMask }) =>
        poolHidden(scope, pooling, { architecture, config, hidden, attentionMask }),
      );
      return { vectors: normalize ? rows.map(toUnitLength) : rows, truncated };
    },
    classify: (texts, { topK, truncate = false } = {}) => {
      const { labels } = config;
      if (labels === null)
        throw new AppError(
          'invalid_state',
          'This model has no classification head; fine-tune it for your labels first',
        );
      const { rows, truncated } = run(texts, truncate, (hidden) => architecture.classify(scope, config, hidden));
      const scores = rows.map((logits) => scoreClasses(logits, labels, json.problem_type).slice(0, topK));
      return { scores, truncated };
    },
    adapt: async (adapterFolder) => openPasses(await adapt(adapterFolder)),
    dispose,
  };
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}
