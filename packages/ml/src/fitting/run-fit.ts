import { AppError } from '@modelmint/domain/errors';
import { learningRateAt } from '../optimizer/learning-rate.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import { breathe } from './breathe.ts';
import { dropOldCheckpoints, type KeptCheckpoints } from './drop-old-checkpoints.ts';
import { writeFitCheckpoint } from './fit-checkpoint.ts';
import type { FitEvent, FitMetricsEvent } from './fit-event.ts';
import { recordEvaluation, type StepPlan, type TrainingProgress } from './training-progress.ts';

export interface FitSettings {
  batchSize: number;
  learningRate: number;
  schedule: 'constant' | 'linear' | 'cosine';
  warmupRatio: number;
  earlyStopPatience: number;
}

/** A model in training; it owns its tensors. */
export interface Fitted<Figures> {
  /** Step `step`, counted from 1: its rows and all that is random follow from it and the seed. Mean loss, and its rows. */
  advance(step: number, learningRate: number): { loss: number; rows: number };
  /** On the validation rows. The lowest `loss` is the best. */
  measure(): Promise<{ loss: number; figures: Figures }>;
  readWeights(): NamedWeights[];
  optimizerToWrite(): TensorToWrite[];
}

export interface Fit<Figures> {
  model: Fitted<Figures>;
  settings: FitSettings;
  plan: StepPlan;
  progress: TrainingProgress;
  /** The best weights of an earlier run that goes on; else none. */
  best: NamedWeights[];
  runDigest: string;
  checkpointFolder: string;
  signal?: AbortSignal | undefined;
  onEvent: (event: FitEvent<Figures>) => void | Promise<void>;
}

interface Live extends KeptCheckpoints {
  best: NamedWeights[];
  /** Sums since the last report. */
  window: { loss: number; rows: number };
}

/** Runs the steps that are left, with evaluations, checkpoints and events. Returns the best weights. */
export async function runFit<Figures>(fit: Fit<Figures>): Promise<NamedWeights[]> {
  const { model, plan, progress, settings } = fit;
  const live: Live = { best: fit.best, window: { loss: 0, rows: 0 }, recent: [], bestFolder: undefined };
  while (progress.step < plan.steps && !progress.stoppedEarly) {
    await breathe();
    fit.signal?.throwIfAborted();
    const step = progress.step + 1;
    const learningRate = learningRateAt(step, { ...settings, peak: settings.learningRate, steps: plan.steps });
    const { loss, rows } = model.advance(step, learningRate);
    if (!Number.isFinite(loss)) throw diverged(step, learningRate, settings);
    progress.step = step;
    progress.tokensSeen += rows;
    live.window.loss += loss * rows;
    live.window.rows += rows;
    if (!plan.isReport(step)) continue;
    const report = takeReport<Figures>({ progress, plan, learningRate }, live);
    if (plan.isEvaluation(step)) await evaluateAndKeep(fit, live, report);
    else await fit.onEvent(report);
  }
  return live.best;
}

interface Now {
  progress: TrainingProgress;
  plan: StepPlan;
  learningRate: number;
}

function takeReport<Figures>({ progress, plan, learningRate }: Now, live: Live): FitMetricsEvent<Figures> {
  const { loss, rows } = live.window;
  live.window = { loss: 0, rows: 0 };
  return {
    kind: 'metrics',
    step: progress.step,
    stepsTotal: plan.steps,
    epoch: Math.ceil(progress.step / plan.stepsPerEpoch),
    trainLoss: loss / rows,
    tokensSeen: progress.tokensSeen,
    learningRate,
  };
}

async function evaluateAndKeep<F>(fit: Fit<F>, live: Live, report: FitMetricsEvent<F>): Promise<void> {
  const { model, progress, settings, runDigest } = fit;
  const { loss, figures } = await model.measure();
  if (!Number.isFinite(loss)) throw diverged(progress.step, report.learningRate, settings);
  await fit.onEvent({ ...report, validLoss: loss, figures });
  const isBest = recordEvaluation(progress, loss, settings.earlyStopPatience);
  const weights = model.readWeights();
  if (isBest) live.best = weights;
  const checkpoint = { runDigest, progress, weights, best: live.best };
  const folder = await writeFitCheckpoint(fit.checkpointFolder, checkpoint, model.optimizerToWrite());
  const { step, epoch, trainLoss, tokensSeen } = report;
  const metrics = { trainLoss, validLoss: loss };
  await fit.onEvent({ kind: 'checkpoint', step, epoch, folder, isBest, metrics, figures, tokensSeen });
  await dropOldCheckpoints(live, folder, isBest);
}

function diverged(step: number, learningRate: number, { batchSize }: FitSettings): AppError {
  return new AppError(
    'invalid_state',
    `Training diverged: at step ${step} the loss is not a number, with the learning rate at ${learningRate.toPrecision(3)}. ` +
      `Try a tenth of the learning rate, a larger batch than ${batchSize}, or a longer warm-up.`,
    { fault: 'customer' },
  );
}
