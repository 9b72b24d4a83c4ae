import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import type { HfConfig } from '../architectures/architecture.ts';
import type { Engine } from '../engine/engine.ts';
import type { GenerationModel } from '../generation/generation-model.ts';
import { checkSpec } from './check-spec.ts';
import { type RunFacts, readCheckpoint } from './checkpoint.ts';
import { type ExampleSet, longestOf } from './example-set.ts';
import { fingerprint } from './fingerprint.ts';
import { runTraining } from './run-training.ts';
import { type BaseModel, openTrainedPart, trainablesOf } from './trained-part.ts';
import type { EvaluationMetrics, TrainingEvent } from './training-event.ts';
import { writeArtifact } from './write-artifact.ts';

export interface FineTuneOptions {
  engine: Engine;
  /** Full training takes its tensors over; dispose it afterwards all the same. */
  model: BaseModel & { json: HfConfig };
  /** Where the model came from: its tokenizer goes into a full export. */
  modelFolder: string;
  /** What the adapter's config and the card call the base, such as its name on the hub. */
  baseModel: string;
  spec: CausalLmSpec;
  /** The model has random weights: its own dropout is in force, and the card tells of no base. */
  isFromScratch?: boolean | undefined;
  trainSet: ExampleSet;
  /** Without one nothing is evaluated, and the last weights are the result. */
  validationSet: ExampleSet | null;
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** Looked at between steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Awaited: training goes on when it is done. */
  onEvent: (event: TrainingEvent) => void | Promise<void>;
  /** Awaited after each evaluation's event, with the model as it stands then; its tensors are the run's. */
  onEvaluated?: ((now: { step: number; model: GenerationModel }) => void | Promise<void>) | undefined;
  /** Called before each forward pass of an evaluation: the run is alive. */
  onWork?: (() => void) | undefined;
}

export interface TrainedCausalLm {
  /** A PEFT adapter, or a whole model in the hub's layout. */
  artifactFolder: string;
  /** Of the weights in the artifact on the validation set; null without one. */
  metrics: EvaluationMetrics | null;
  steps: number;
  /** Whose weights the artifact holds. */
  bestStep: number;
  stoppedEarly: boolean;
  /** Tokens of all steps, those before a resume included, padding not counted. */
  tokensSeen: number;
  /** Of these, the ones that the loss counted. */
  tokensTrained: number;
}

/**
 * Fine-tunes an open model on encoded examples. The same seed, data and machine give the same weights bit for bit, also
 * when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `invalid_value` for a setting that is out of bounds; `dataset_invalid` without examples or with one that
 * is too long; `invalid_state` when the loss is not finite, or the checkpoint is damaged or of another run.
 */
export async function fineTune(options: FineTuneOptions): Promise<TrainedCausalLm> {
  const { engine, model, spec, trainSet, validationSet, checkpointFolder, resume, isFromScratch = false } = options;
  const { tf } = engine;
  checkSpec(spec, model.config);
  checkSet(trainSet, 'training', spec);
  if (validationSet !== null) checkSet(validationSet, 'validation', spec);
  const parameters = trainablesOf(model, spec.method);
  const facts: RunFacts = { spec, data: fingerprint(model.json, [trainSet, validationSet]), parameters };
  const checkpoint = resume && (await readCheckpoint(resume.folder, facts));
  const part = openTrainedPart(tf, model, { spec, start: checkpoint?.weights, hasModelDropout: isFromScratch });
  try {
    const run = { ...options, tf, part, facts, checkpoint };
    const { progress, weights } = await runTraining(run);
    const { step, best, stoppedEarly, tokensSeen, tokensTrained } = progress;
    const artifactFolder = path.join(checkpointFolder, 'artifact');
    await writeArtifact({ ...options, folder: artifactFolder, modelJson: model.json, weights, progress });
    const bestStep = best?.step ?? step;
    await options.onEvent({ kind: 'done', step, bestStep, stoppedEarly, artifactFolder });
    const metrics = best?.metrics ?? null;
    return { artifactFolder, metrics, steps: step, bestStep, stoppedEarly, tokensSeen, tokensTrained };
  } finally {
    tf.dispose([...part.values.values()]);
  }
}

function checkSet(set: ExampleSet, split: string, { maxTokens }: CausalLmSpec): void {
  if (set.count === 0) throw new AppError('dataset_invalid', `the ${split} split has no examples to learn from`);
  const longest = longestOf(set);
  if (longest > maxTokens)
    throw new AppError(
      'dataset_invalid',
      `the ${split} split has an example of ${longest} tokens, and maxTokens is ${maxTokens}`,
    );
}
