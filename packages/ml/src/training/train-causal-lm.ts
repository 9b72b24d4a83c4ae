import path from 'node:path';
import { checkCausalLmMemory } from '@modelmint/domain/causal-lm-memory';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import type { CausalLmArchitecture, CausalLmShape } from '../architectures/architecture.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { type CausalLm, loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { checkVocabulary } from '../tokenizer/check-vocabulary.ts';
import { checkSpec } from './check-spec.ts';
import type { RowEncoding } from './encode-row.ts';
import { estimateTrainingMemory } from './estimate-training-memory.ts';
import { evaluate } from './evaluate.ts';
import { type ExampleSet, longestOf } from './example-set.ts';
import { type FineTuneOptions, fineTune, type TrainedCausalLm } from './fine-tune.ts';
import { openRowEncoding, readExamples } from './read-examples.ts';
import type { EvaluationMetrics, TrainingEvent } from './training-event.ts';

export interface TrainCausalLmOptions extends Pick<FineTuneOptions, 'onEvaluated' | 'onWork'> {
  engine: Engine;
  /** The base model, in the hub's layout. */
  modelFolder: string;
  /** What the adapter's config and the card call the base. Default: the folder's name. */
  baseModel?: string | undefined;
  spec: CausalLmSpec;
  /** JSON Lines of `{"messages"}`, `{"prompt", "completion"}` or `{"text"}`. */
  trainPath: string;
  /** Without one nothing is evaluated, and the last weights are the result. */
  validationPath?: string | undefined;
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** What a step may take; looked at before the base is loaded. Without it nothing is checked. */
  bytesMax?: number | undefined;
  /** Looked at between steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Awaited before the first step. With it, and a validation split, the base is measured first. */
  onStart?: ((start: TrainingStart) => void | Promise<void>) | undefined;
  /** Awaited: training goes on when it is done. */
  onEvent: (event: TrainingEvent) => void | Promise<void>;
}

export interface SplitCounts {
  examples: number;
  tokens: number;
  /** Tokens that the loss counts. */
  counted: number;
  /** Examples that lost their end. */
  cut: number;
  /** Examples left out, because nothing that counts was left of them. */
  dropped: number;
}

export interface TrainingStart {
  data: { train: SplitCounts; validation: SplitCounts | null };
  /** Of the base model on the validation split. */
  base: EvaluationMetrics | null;
  encoding: RowEncoding;
  contextLength: number;
}

/**
 * Fine-tunes a base model on files, with LoRA or in full, and keeps the weights with the lowest validation loss. The same
 * seed, data and machine give the same weights bit for bit, also when the run was cut off and resumed.
 *
 * @throws AppError `invalid_file` for a base that cannot be used, `invalid_value` for a setting out of bounds or for more
 * memory than there is, `dataset_invalid` for rows that cannot, `invalid_state` when the loss is not finite or the checkpoint
 * is of another run.
 */
export async function trainCausalLm(
  options: TrainCausalLmOptions,
): Promise<TrainedCausalLm & { data: TrainingStart['data'] }> {
  const { engine, modelFolder, baseModel = path.basename(modelFolder), spec, trainPath, validationPath } = options;
  const encoding = await openRowEncoding(modelFolder);
  const { architecture, config } = await readShape(modelFolder);
  checkSpec(spec, config);
  checkVocabulary(encoding.tokenizer, config.vocabSize);
  const trainSet = await readExamples(trainPath, encoding, spec);
  const validationSet = validationPath === undefined ? null : await readExamples(validationPath, encoding, spec);
  if (options.bytesMax !== undefined) {
    const own = { ...spec, maxTokens: Math.max(longestOf(trainSet), 1) };
    const memory = estimateTrainingMemory(architecture, config, own);
    checkCausalLmMemory(memory, { bytesMax: options.bytesMax, spec: own });
  }
  const data = { train: countsOf(trainSet), validation: validationSet && countsOf(validationSet) };
  const model = await loadCausalLm({ engine, folder: modelFolder });
  try {
    if (options.onStart !== undefined) {
      const base = validationSet && (await measureBase(model, validationSet, { ...options, baseModel }));
      await options.onStart({ data, base, encoding, contextLength: config.contextLength });
    }
    return { ...(await fineTune({ ...options, model, baseModel, trainSet, validationSet })), data };
  } finally {
    model.dispose();
  }
}

async function readShape(modelFolder: string): Promise<{ architecture: CausalLmArchitecture; config: CausalLmShape }> {
  const { config: json, weights } = await openCheckpoint(modelFolder);
  await weights.close();
  const architecture = findArchitecture(json, 'causal-lm');
  return { architecture, config: architecture.readConfig(json) };
}

async function measureBase(
  model: CausalLm,
  set: ExampleSet,
  { spec, signal, onWork, baseModel }: Pick<TrainCausalLmOptions, 'spec' | 'signal' | 'onWork'> & { baseModel: string },
): Promise<EvaluationMetrics> {
  const part = { scope: () => model.scope };
  const metrics = await evaluate({ model, part, set, batchSize: spec.microBatchRows, signal, onWork });
  if (Number.isFinite(metrics.loss) || set.count === 0) return metrics;
  throw new AppError(
    'invalid_file',
    `The base model ${baseModel} gives a loss that is no finite number before any training: its weights are damaged, or of ` +
      'a precision that float32 cannot hold. Import it again, or take another base model.',
  );
}

function countsOf({ count, ids, counted, cut, dropped }: ExampleSet): SplitCounts {
  return { examples: count, tokens: ids.length, counted, cut, dropped };
}
