import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import { checkLanguageModelMemory } from '@modelmint/domain/language-model-memory';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { countParameters } from '../architectures/count-parameters.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { configFile } from '../checkpoint/open-checkpoint.ts';
import type { Engine } from '../engine/engine.ts';
import type { RowEncoding } from '../training/encode-row.ts';
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
  /** Awaited before the first step, also of a run that goes on. */
  onStart?: ((start: LanguageModelStart) => void | Promise<void>) | undefined;
}

export interface WindowCounts {
  windows: number;
  tokens: number;
  /** Tokens that the loss counts. */
  counted: number;
}

interface WindowedSplits {
  train: WindowCounts;
  validation: WindowCounts | null;
}

/** What is known when the tokenizer has been trained and the texts are cut. */
export interface LanguageModelStart {
  data: WindowedSplits;
  encoding: RowEncoding;
  /** Of the tokenizer and the config. */
  folder: string;
  vocabSize: number;
  parameters: number;
  /** Chats are among the rows, so that it comes with a chat template. */
  isChat: boolean;
  evaluateEverySteps: number;
}

export interface TrainedLanguageModel extends TrainedCausalLm {
  /** Tokens that it knows. */
  vocabSize: number;
  data: WindowedSplits;
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
  const { vocabSize } = config;
  const training = trainingSpec(spec, trainSet);
  if (options.bytesMax !== undefined)
    checkLanguageModelMemory(spec, { bytesMax: options.bytesMax, vocabularySize: vocabSize });
  const data = { train: countsOf(trainSet), validation: validationSet && countsOf(validationSet) };
  const layout = architecture.parameters(config);
  const { evaluateEverySteps } = training;
  const facts = { vocabSize, parameters: countParameters(layout), isChat: texts.isChat, evaluateEverySteps };
  await options.onStart?.({ data, encoding, folder: modelFolder, ...facts });
  const weights = startWeights(tf, layout, spec);
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
    return { ...result, vocabSize, data };
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
