import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { digestRun } from '../fitting/digest-run.ts';
import { readFitCheckpoint } from '../fitting/fit-checkpoint.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState, openWeights } from '../fitting/fit-state.ts';
import type { RowPlan } from '../fitting/plan-rows.ts';
import { runFit } from '../fitting/run-fit.ts';
import { newProgress, planSteps, type TrainingProgress } from '../fitting/training-progress.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { ClassifierBase } from './classifier-base.ts';
import { type ClassifierRows, checkRows } from './classifier-rows.ts';
import type { ClassifierFigures, TuneClassifierOptions, TunedClassifier } from './classifier-training.ts';
import { openTuned, startTuned, type TunedPart } from './tuned-part.ts';
import { type AnyTuningSpec, measureTuned, openTuningFit } from './tuning-fit.ts';
import { writeTuned } from './write-tuned.ts';

export interface ClassifierTuning {
  options: TuneClassifierOptions;
  spec: AnyTuningSpec;
  base: ClassifierBase;
  train: ClassifierRows;
  validation: ClassifierRows;
  plan: RowPlan;
  /** What the rows hold, to know a run by. */
  numbers: Parameters<typeof digestRun>[1];
  /** What is billed and told: tokens, or images. */
  countOf(rows: Int32Array): number;
}

/** Tunes an encoder or an image model and writes it with the lowest validation loss. */
export async function tuneClassifier(tuning: ClassifierTuning): Promise<TunedClassifier> {
  const { options, spec, base, train, validation, plan } = tuning;
  const { tf } = options.engine;
  checkRows(options.labels, { training: train, validation });
  const runDigest = digestRun([spec, options.labels, base.json], tuning.numbers);
  const { part, start, progress, best } = await open(tuning, runDigest);
  const seen = countSeen(tuning);
  try {
    const state = openFitState(tf, part.parameters, start);
    let kept = best;
    try {
      kept = await runFit({
        model: openTuningFit(tf, { ...options, spec, part, state, plan, train, validation }),
        settings: spec,
        plan: planSteps({ ...spec, stepsPerEpoch: plan.stepsPerEpoch }),
        progress,
        best,
        runDigest,
        checkpointFolder: options.checkpointFolder,
        signal: options.signal,
        onEvent: (event: FitEvent<ClassifierFigures>) => options.onEvent({ ...event, tokensSeen: seen(event.step) }),
      });
    } finally {
      state.dispose();
    }
    return { ...(await finish(tuning, { part, best: kept, progress })), tokensTrained: seen(progress.step) };
  } finally {
    tf.dispose([...part.frozen.values()]);
  }
}

interface Opened {
  part: TunedPart;
  start: { weights: NamedWeights[]; optimizer?: NamedWeights[] };
  progress: TrainingProgress;
  best: NamedWeights[];
}

/** Reads the checkpoint that the run goes on from, else the base. */
async function open({ options, spec, base }: ClassifierTuning, runDigest: string): Promise<Opened> {
  const { engine, labels, modelFolder, resume } = options;
  const { method, headDropout, seed } = spec;
  const { weights: source } = await openCheckpoint(modelFolder);
  let part: TunedPart | undefined;
  try {
    part = await openTuned(engine.tf, { base, source, start: { labels, seed } }, { method, headDropout });
    if (resume !== undefined) {
      const checkpoint = await readFitCheckpoint(resume.folder, runDigest, part.parameters);
      return { part, start: checkpoint, progress: checkpoint.progress, best: checkpoint.best };
    }
    const weights = await startTuned(source, base, { method, labels, seed });
    return { part, start: { weights }, progress: newProgress(), best: [] };
  } catch (error) {
    engine.tf.dispose([...(part?.frozen.values() ?? [])] as Tensor[]);
    throw error;
  } finally {
    await source.close();
  }
}

/** Up to a step; which rows that are follows from the seed, so that a resumed run tells the same. */
function countSeen({ plan, countOf }: ClassifierTuning): (step: number) => number {
  let [sum, counted] = [0, 0];
  return (step) => {
    for (; counted < step; counted++) sum += countOf(plan.rowsOf(counted + 1));
    return sum;
  };
}

interface Finished {
  part: TunedPart;
  best: NamedWeights[];
  progress: TrainingProgress;
}

async function finish(tuning: ClassifierTuning, { part, best, progress }: Finished) {
  const { options, spec, base, validation } = tuning;
  const { tf } = options.engine;
  const { bestStep, step: steps, stoppedEarly } = progress;
  const { parameter, dispose } = openWeights(tf, best);
  try {
    const measured = await measureTuned(tf, { ...options, part, validation, parameter });
    const metrics = { ...measured, bestStep, steps, stoppedEarly };
    const { modelFolder, baseModel = path.basename(modelFolder) } = options;
    const artifactFolder = path.join(options.checkpointFolder, 'artifact');
    await writeTuned(artifactFolder, {
      base,
      spec,
      baseModel,
      modelFolder,
      frozen: part.frozen,
      weights: best,
      metrics,
    });
    return { artifactFolder, metrics };
  } finally {
    dispose();
  }
}
