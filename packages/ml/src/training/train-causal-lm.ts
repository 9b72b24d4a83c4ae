import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import type { Engine } from '../engine/engine.ts';
import { checkVocabulary } from '../tokenizer/check-vocabulary.ts';
import { checkSpec } from './check-spec.ts';
import type { ExampleSet } from './example-set.ts';
import { fineTune, type TrainedCausalLm } from './fine-tune.ts';
import { openRowEncoding, readExamples } from './read-examples.ts';
import type { TrainingEvent } from './training-event.ts';

export interface TrainCausalLmOptions {
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
  /** Looked at between steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
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

/**
 * Fine-tunes a base model on files, with LoRA or in full, and keeps the weights with the lowest validation loss. The same
 * seed, data and machine give the same weights bit for bit, also when the run was cut off and resumed.
 *
 * @throws AppError `invalid_file` for a base that cannot be used, `invalid_value` for a setting out of bounds,
 * `dataset_invalid` for rows that cannot, `invalid_state` when the loss is not finite or the checkpoint is of another run.
 */
export async function trainCausalLm(
  options: TrainCausalLmOptions,
): Promise<TrainedCausalLm & { data: { train: SplitCounts; validation: SplitCounts | null } }> {
  const { engine, modelFolder, baseModel = path.basename(modelFolder), spec, trainPath, validationPath } = options;
  const encoding = await openRowEncoding(modelFolder);
  const model = await loadCausalLm({ engine, folder: modelFolder });
  try {
    checkSpec(spec, model.config);
    checkVocabulary(encoding.tokenizer, model.config.vocabSize);
    const trainSet = await readExamples(trainPath, encoding, spec);
    const validationSet = validationPath === undefined ? null : await readExamples(validationPath, encoding, spec);
    const result = await fineTune({ ...options, model, baseModel, trainSet, validationSet });
    return { ...result, data: { train: countsOf(trainSet), validation: validationSet && countsOf(validationSet) } };
  } finally {
    model.dispose();
  }
}

function countsOf({ count, ids, counted, cut, dropped }: ExampleSet): SplitCounts {
  return { examples: count, tokens: ids.length, counted, cut, dropped };
}
