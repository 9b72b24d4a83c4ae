import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { Engine } from '../engine/engine.ts';
import { breathe } from '../fitting/breathe.ts';
import { dropOldCheckpoints, type KeptCheckpoints } from '../fitting/drop-old-checkpoints.ts';
import { recordEvaluation, type StepPlan, type TrainingProgress } from '../fitting/training-progress.ts';
import { disposeSlots, openSlots, readOptimizer, readParameters, type Slots } from '../optimizer/adam-slots.ts';
import { learningRateAt } from '../optimizer/learning-rate.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { writeCheckpoint } from './checkpoint.ts';
import type { EncodedRows } from './encoded-rows.ts';
import { evaluate } from './evaluate.ts';
import { makeBatch } from './make-batch.ts';
import type { Network } from './network.ts';
import { planTrainingBatches } from './plan-batches.ts';
import { diverged, trainStep } from './train-step.ts';
import { parametersOf } from './trained-state.ts';
import type { MetricsEvent, TrainingEvent } from './training-event.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface TrainingRun {
  engine: Engine;
  spec: TextClassifierSpec;
  labels: string[];
  vocabulary: Vocabulary;
  trainRows: EncodedRows;
  validationRows: EncodedRows;
  network: Network;
  plan: StepPlan;
  checkpointFolder: string;
  signal: AbortSignal | undefined;
  onEvent: (event: TrainingEvent) => void | Promise<void>;
  progress: TrainingProgress;
  start: { parameters: NamedWeights[]; optimizer: NamedWeights[]; best: NamedWeights[] };
}

/** What changes while a run goes on, but for its progress. */
interface Live extends KeptCheckpoints {
  slots: Slots;
  best: NamedWeights[];
  /** Sums since the last report. */
  window: { loss: number; correct: number; rows: number };
}

/** Runs the steps that are left, with evaluations, checkpoints and events. Returns the best weights. */
export async function runTraining(run: TrainingRun): Promise<NamedWeights[]> {
  const { spec, plan, start, progress } = run;
  const { tf } = run.engine;
  const live: Live = {
    slots: openSlots(tf, start.parameters, start.optimizer),
    best: start.best,
    window: newWindow(),
    recent: [],
    bestFolder: undefined,
  };
  let [batches, planned]: [Int32Array[], number] = [[], -1];
  try {
    while (progress.step < plan.steps && !progress.stoppedEarly) {
      await breathe();
      run.signal?.throwIfAborted();
      const epoch = Math.floor(progress.step / plan.stepsPerEpoch);
      if (epoch !== planned) batches = planTrainingBatches(run.trainRows, { ...spec, epoch });
      planned = epoch;
      advance(run, live, batches[progress.step % plan.stepsPerEpoch] ?? new Int32Array());
      if (!plan.isReport(progress.step)) continue;
      const report = takeReport(run, live);
      if (plan.isEvaluation(progress.step)) await evaluateAndKeep(run, live, report);
      else await run.onEvent(report);
    }
    return live.best;
  } finally {
    disposeSlots(tf, live.slots);
  }
}

const newWindow = () => ({ loss: 0, correct: 0, rows: 0 });

function rateAt({ spec, plan }: TrainingRun, step: number): number {
  return learningRateAt(step, { ...spec, peak: spec.learningRate, steps: plan.steps });
}

function advance(run: TrainingRun, live: Live, chosen: Int32Array): void {
  const { network, progress } = run;
  const batch = makeBatch(run.trainRows, chosen);
  const step = progress.step + 1;
  const learningRate = rateAt(run, step);
  const { slots, loss, correct } = trainStep(run.engine.tf, { network, slots: live.slots, batch, step, learningRate });
  live.slots = slots;
  progress.step = step;
  progress.tokensSeen += batch.tokens;
  live.window.loss += loss * batch.size;
  live.window.correct += correct;
  live.window.rows += batch.size;
}

function takeReport(run: TrainingRun, live: Live): MetricsEvent {
  const { progress, plan } = run;
  const { loss, correct, rows } = live.window;
  live.window = newWindow();
  return {
    kind: 'metrics',
    step: progress.step,
    stepsTotal: plan.steps,
    epoch: Math.ceil(progress.step / plan.stepsPerEpoch),
    trainLoss: loss / rows,
    trainAccuracy: correct / rows,
    tokensSeen: progress.tokensSeen,
    learningRate: rateAt(run, progress.step),
  };
}

async function evaluateAndKeep(run: TrainingRun, live: Live, report: MetricsEvent): Promise<void> {
  const { engine, network, progress, spec, labels, vocabulary, signal } = run;
  const parameters = parametersOf(live.slots);
  const { loss, accuracy } = await evaluate(engine, { network, parameters, rows: run.validationRows, labels, signal });
  if (!Number.isFinite(loss)) throw diverged(progress.step, report.learningRate, spec);
  await run.onEvent({ ...report, validLoss: loss, validAccuracy: accuracy });
  const isBest = recordEvaluation(progress, loss, spec.earlyStopPatience);
  const now = readParameters(live.slots);
  if (isBest) live.best = now;
  const folder = await writeCheckpoint(run.checkpointFolder, {
    spec,
    labels,
    vocabulary,
    progress,
    trainRows: run.trainRows.count,
    parameters: now,
    optimizer: readOptimizer(live.slots),
    best: live.best,
  });
  const { step, epoch, trainLoss, trainAccuracy, tokensSeen } = report;
  const metrics = { trainLoss, trainAccuracy, validLoss: loss, validAccuracy: accuracy };
  await run.onEvent({ kind: 'checkpoint', step, epoch, folder, isBest, metrics, tokensSeen });
  await dropOldCheckpoints(live, folder, isBest);
}
