/** Where a run stands, but for its tensors. Everything random follows from it and the seed. */
export interface TrainingProgress {
  /** Steps done. */
  step: number;
  tokensSeen: number;
  /** Undefined before the first evaluation. */
  bestLoss: number | undefined;
  bestStep: number;
  /** Evaluations since the best one. */
  evaluationsWithoutGain: number;
  stoppedEarly: boolean;
}

export function newProgress(): TrainingProgress {
  return {
    step: 0,
    tokensSeen: 0,
    bestLoss: undefined,
    bestStep: 0,
    evaluationsWithoutGain: 0,
    stoppedEarly: false,
  };
}

/** Takes an evaluation in. True when it is the best so far. */
export function recordEvaluation(progress: TrainingProgress, loss: number, patience: number): boolean {
  const isBest = progress.bestLoss === undefined || loss < progress.bestLoss;
  if (isBest) {
    progress.bestLoss = loss;
    progress.bestStep = progress.step;
    progress.evaluationsWithoutGain = 0;
  } else progress.evaluationsWithoutGain++;
  progress.stoppedEarly = progress.evaluationsWithoutGain >= patience;
  return isBest;
}

export interface StepPlan {
  stepsPerEpoch: number;
  steps: number;
  isEvaluation(step: number): boolean;
  isReport(step: number): boolean;
}

/** Reports come about 100 times in a run, at steps that no clock decides, so that a resumed run repeats them. */
const reportsPerRun = 100;

export function planSteps(options: { stepsPerEpoch: number; epochs: number; evaluationsPerEpoch: number }): StepPlan {
  const { stepsPerEpoch, epochs } = options;
  const evaluations = Math.min(options.evaluationsPerEpoch, stepsPerEpoch);
  const evaluated = new Set<number>();
  for (let part = 1; part <= evaluations; part++) evaluated.add(Math.round((stepsPerEpoch * part) / evaluations));
  const steps = stepsPerEpoch * epochs;
  const between = Math.max(1, Math.round(steps / reportsPerRun));
  const isEvaluation = (step: number) => evaluated.has(((step - 1) % stepsPerEpoch) + 1);
  return { stepsPerEpoch, steps, isEvaluation, isReport: (step) => step % between === 0 || isEvaluation(step) };
}
