import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { TensorFlow } from '../engine/engine.ts';
import { breathe } from '../fitting/breathe.ts';
import { dropOldCheckpoints, type KeptCheckpoints } from '../fitting/drop-old-checkpoints.ts';
import type { GenerationModel } from '../generation/generation-model.ts';
import { generationModelOf } from '../generation/generation-model-of.ts';
import { learningRateAt } from '../optimizer/learning-rate.ts';
import { type AdamW, openAdamW } from '../optimizer/open-adamw.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { type Checkpoint, type RunFacts, writeCheckpoint } from './checkpoint.ts';
import { diverged } from './diverged.ts';
import { evaluate } from './evaluate.ts';
import { type ExampleSet, longestOf } from './example-set.ts';
import { makeMicroBatch } from './make-micro-batch.ts';
import { planEpoch, planRows, stepsPerEpoch } from './plan-rows.ts';
import { findHeadParameters, stepGradients, type Trainee } from './step-gradients.ts';
import { type BaseModel, readValues, type TrainedPart, valuesToWrite } from './trained-part.ts';
import type { TrainingEvent } from './training-event.ts';
import { newProgress, recordEvaluation, type TrainingProgress } from './training-progress.ts';

export interface TrainingRun {
  tf: TensorFlow;
  model: BaseModel;
  part: TrainedPart;
  facts: RunFacts;
  trainSet: ExampleSet;
  /** Without one nothing is evaluated, and the last weights are the result. */
  validationSet: ExampleSet | null;
  checkpointFolder: string;
  /** Where an earlier run stood; `part` holds its weights already. */
  checkpoint?: Checkpoint | undefined;
  signal?: AbortSignal | undefined;
  onEvent: (event: TrainingEvent) => void | Promise<void>;
  onEvaluated?: ((now: { step: number; model: GenerationModel }) => void | Promise<void>) | undefined;
  onWork?: (() => void) | undefined;
}

export interface TrainingOutcome {
  progress: TrainingProgress;
  /** Of the best evaluation, else of the last step. */
  weights: readonly NamedWeights[];
}

/** What changes while a run goes on, but for the values of its part. */
interface Live extends KeptCheckpoints {
  progress: TrainingProgress;
  optimizer: AdamW;
  trainee: Trainee;
  best: readonly NamedWeights[] | null;
  epoch: { index: number; steps: Int32Array[] };
}

/** Runs the steps that are left, with evaluations, checkpoints and events. */
export async function runTraining(run: TrainingRun): Promise<TrainingOutcome> {
  const { tf, part, model, checkpoint, trainSet } = run;
  const { spec } = run.facts;
  const progress = checkpoint === undefined ? newProgress() : structuredClone(checkpoint.progress);
  const live: Live = {
    progress,
    optimizer: openAdamW(tf, part.parameters, checkpoint?.optimizer),
    trainee: { model, part, headParameters: findHeadParameters(tf, model, part) },
    best: checkpoint?.best ?? (progress.best?.step === progress.step ? (checkpoint?.weights ?? null) : null),
    epoch: { index: -1, steps: [] },
    recent: [],
    bestFolder: undefined,
  };
  const stepsTotal = stepsPerEpoch(trainSet.count, spec.batchSize) * spec.epochs;
  try {
    while (progress.step < stepsTotal && !progress.stoppedEarly) {
      await breathe();
      run.signal?.throwIfAborted();
      await takeStep(run, live, stepsTotal);
      const isLast = progress.step === stepsTotal;
      if (run.validationSet !== null && (isLast || progress.step % spec.evaluateEverySteps === 0))
        await evaluateAndKeep(run, live, stepsTotal);
      if (isLast || progress.stoppedEarly || progress.step % spec.checkpointEverySteps === 0) await keep(run, live);
    }
    return { progress, weights: live.best ?? readValues(part) };
  } finally {
    live.optimizer.dispose();
  }
}

async function takeStep(run: TrainingRun, live: Live, stepsTotal: number): Promise<void> {
  const { tf, part, onEvent } = run;
  const { spec } = run.facts;
  const { progress, optimizer, trainee } = live;
  const { batches, epoch } = nextBatches(run, live);
  const step = progress.step + 1;
  const learningRate = rateAt(spec, step, stepsTotal);
  const { labelSmoothing, isRecomputed, seed, weightDecay, clipNorm } = spec;
  const { loss, gradients } = stepGradients(tf, trainee, { batches, labelSmoothing, isRecomputed, seed, step });
  if (!Number.isFinite(loss)) {
    tf.dispose([...gradients.values()]);
    throw diverged({ what: 'loss', step, learningRate }, spec);
  }
  const gradNorm = optimizer.step({ values: part.values, gradients, step, learningRate, weightDecay, clipNorm });
  if (!Number.isFinite(gradNorm)) throw diverged({ what: 'gradient', step, learningRate }, spec);
  progress.step = step;
  for (const { tokens, targets } of batches) {
    progress.tokensSeen += tokens;
    progress.tokensTrained += targets.places.length;
  }
  const { tokensSeen, tokensTrained } = progress;
  await onEvent({ kind: 'step', step, stepsTotal, epoch, loss, learningRate, gradNorm, tokensSeen, tokensTrained });
}

/** The data position is the step: the examples of an epoch are planned anew from the seed. */
function nextBatches({ trainSet, facts: { spec } }: TrainingRun, live: Live) {
  const perEpoch = stepsPerEpoch(trainSet.count, spec.batchSize);
  const index = Math.floor(live.progress.step / perEpoch);
  if (index !== live.epoch.index) live.epoch = { index, steps: planEpoch(trainSet.count, { ...spec, epoch: index }) };
  const chosen = live.epoch.steps[live.progress.step % perEpoch] ?? new Int32Array();
  const plan = planRows(trainSet, chosen, { ...spec, rowTokensMax: longestOf(trainSet) });
  return { epoch: index + 1, batches: plan.map((rows) => makeMicroBatch(trainSet, rows)) };
}

function rateAt(spec: CausalLmSpec, step: number, steps: number): number {
  return learningRateAt(step, { ...spec, peak: spec.learningRate, steps });
}

async function evaluateAndKeep(run: TrainingRun, live: Live, stepsTotal: number): Promise<void> {
  const { model, part, validationSet, signal, onWork } = run;
  const { spec } = run.facts;
  const { progress } = live;
  if (validationSet === null) return;
  const metrics = await evaluate({ model, part, set: validationSet, batchSize: spec.microBatchRows, signal, onWork });
  const learningRate = rateAt(spec, progress.step, stepsTotal);
  if (!Number.isFinite(metrics.loss))
    throw diverged({ what: 'validation loss', step: progress.step, learningRate }, spec);
  const isBest = recordEvaluation(progress, metrics, spec.earlyStopPatience);
  if (isBest) live.best = readValues(part);
  await run.onEvent({ kind: 'evaluation', step: progress.step, isBest, ...metrics });
  await run.onEvaluated?.({ step: progress.step, model: generationModelOf(model, part.scope()) });
}

async function keep(run: TrainingRun, live: Live): Promise<void> {
  const { progress, optimizer } = live;
  const isBest = progress.best?.step === progress.step;
  const checkpoint = {
    progress,
    weights: valuesToWrite(run.part),
    optimizer: optimizer.toWrite(),
    best: isBest ? null : live.best,
  };
  const folder = await writeCheckpoint(run.checkpointFolder, checkpoint, run.facts);
  await run.onEvent({ kind: 'checkpoint', step: progress.step, folder, isBest });
  await dropOldCheckpoints(live, folder, isBest);
}
