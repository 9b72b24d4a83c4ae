import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { findArchitecture } from '../architectures/registry.ts';
import { configFile } from '../checkpoint/open-checkpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { estimateTrainingMemory } from '../training/estimate-training-memory.ts';
import type { ExampleSet } from '../training/example-set.ts';
import { type FineTuneOptions, fineTune, type TrainedCausalLm } from '../training/fine-tune.ts';
import { stepsPerEpoch } from '../training/plan-rows.ts';
import { openRowEncoding } from '../training/read-examples.ts';
import { modelJson } from './model-json.ts';
import { readTexts, readWindows, type TrainingTexts } from './read-texts.ts';
import { startWeights } from './start-weights.ts';
import { writeTokenizer } from './write-tokenizer.ts';

export interface TrainLanguageModelOptions
  extends Pick<FineTuneOptions, 'checkpointFolder' | 'resume' | 'signal' | 'onEvent' | 'onEvaluated' | 'onWork'> {
  engine: Engine;
  spec: LanguageModelSpec;
  /** What the card calls the model. */
  name?: string | undefined;
  /** JSON Lines of `{"text"}`, `{"messages"}` or `{"prompt", "completion"}`; a text may be as long as a book. */
  trainPath: string;
  /** Without one nothing is evaluated, and the last weights are the result. */
  validationPath?: string | undefined;
  /** What a step may take. Without it nothing is checked. */
  bytesMax?: number | undefined;
}

export interface WindowCounts {
  windows: number;
  tokens: number;
  /** Tokens that the loss counts. */
  counted: number;
}

export interface TrainedLanguageModel extends TrainedCausalLm {
  /** Tokens that it knows. */
  vocabSize: number;
  data: { train: WindowCounts; validation: WindowCounts | null };
}

const names = { lstm: 'LSTM language model', llama: 'Small Llama' } as const;

/**
 * Trains a tokenizer and a language model from nothing, and keeps the weights with the lowest validation loss. The artifact
 * is a checkpoint in the hub's layout, which everything that takes a base model takes. The same seed, data and machine give
 * the same weights bit for bit, also when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `dataset_invalid` for rows that are none; `invalid_value` for more memory than there is; `invalid_state` when the loss is not finite, or the checkpoint is
 * damaged or of another run.
 */
export async function trainLanguageModel(options: TrainLanguageModelOptions): Promise<TrainedLanguageModel> {
  const { engine, spec, trainPath, validationPath, checkpointFolder } = options;
  const { tf } = engine;
  const texts = needTexts(await readTexts(trainPath));
  const modelFolder = await writeTokenizer(path.join(checkpointFolder, 'start'), spec.vocabulary, texts);
  const encoding = await openRowEncoding(modelFolder);
  const trainSet = await readWindows(trainPath, encoding, spec.contextLength);
  const validationSet =
    validationPath === undefined ? null : await readWindows(validationPath, encoding, spec.contextLength);
  const json = modelJson(spec, encoding.tokenizer);
  await writeFile(path.join(modelFolder, configFile), `${JSON.stringify(json, null, 2)}\n`); // a base but for its weights
  const architecture = findArchitecture(json, 'causal-lm');
  const config = architecture.readConfig(json);
  const training = trainingSpec(spec, trainSet);
  checkMemory(estimateTrainingMemory(architecture, config, training).total, options);
  const weights = startWeights(tf, architecture.parameters(config), spec);
  try {
    const result = await fineTune({
      ...options,
      model: { architecture, config, weights, json },
      modelFolder,
      baseModel: options.name ?? names[spec.kind],
      isFromScratch: true,
      spec: training,
      trainSet,
      validationSet,
    });
    const data = { train: countsOf(trainSet), validation: validationSet && countsOf(validationSet) };
    return { ...result, vocabSize: config.vocabSize, data };
  } finally {
    tf.dispose([...weights.values()]);
  }
}

function needTexts(texts: TrainingTexts): TrainingTexts {
  if (texts.texts.some((text) => text !== '')) return texts;
  throw new AppError(
    'dataset_invalid',
    'The training split has no text. Give rows with "text", "messages", or "prompt" and "completion".',
  );
}

function checkMemory(bytes: number, { bytesMax, spec }: TrainLanguageModelOptions): void {
  if (bytesMax === undefined || bytes <= bytesMax) return;
  const { microBatchRows, contextLength, hiddenSize, layers } = spec;
  const amount = (count: number) => `${(count / 1e6).toFixed(0)} MB`;
  throw new AppError(
    'invalid_value',
    `A training step would take ${amount(bytes)} of memory and may take ${amount(bytesMax)}. Lower microBatchRows ` +
      `(${microBatchRows}), contextLength (${contextLength}), hiddenSize (${hiddenSize}) or layers (${layers}).`,
    { param: 'microBatchRows' },
  );
}

function trainingSpec(spec: LanguageModelSpec, trainSet: ExampleSet): CausalLmSpec {
  const perEpoch = stepsPerEpoch(trainSet.count, spec.batchSize);
  const every = Math.max(1, Math.ceil(perEpoch / spec.evaluationsPerEpoch));
  return {
    task: spec.task,
    method: { kind: 'full' },
    epochs: spec.epochs,
    batchSize: spec.batchSize,
    microBatchRows: spec.microBatchRows,
    isPacked: spec.kind !== 'lstm', // its fused operation gives each text a column of its own anyway
    maxTokens: spec.contextLength,
    whenTooLong: 'cut',
    learningRate: spec.learningRate,
    schedule: spec.schedule,
    warmupRatio: spec.warmupRatio,
    weightDecay: spec.weightDecay,
    clipNorm: spec.clipNorm,
    labelSmoothing: spec.labelSmoothing,
    isRecomputed: false,
    evaluateEverySteps: every,
    checkpointEverySteps: every,
    earlyStopPatience: spec.earlyStopPatience,
    seed: spec.seed,
  };
}

function countsOf({ count, ids, counted }: ExampleSet): WindowCounts {
  return { windows: count, tokens: ids.length, counted };
}
