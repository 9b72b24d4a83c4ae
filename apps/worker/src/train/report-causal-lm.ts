import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { EvaluationEvent, StepEvent, TrainingEvent } from '@modelmint/ml/training/training-event';
import type { Parent } from './parent.ts';

type Valid = Pick<EvaluationEvent, 'loss' | 'tokenAccuracy'>;

/** A job shows about so many points, whatever its steps; a slow one at least one in this time. */
const reportsPerRun = 100;
const silentMsMax = 20_000;

/** Tells the parent of steps, several together, of evaluations and of checkpoints. */
export function reportCausalLm(
  spec: Pick<CausalLmSpec, 'evaluateEverySteps'>,
  parent: Parent,
): (event: TrainingEvent) => Promise<void> {
  let losses: number[] = [];
  let [trainLoss, reportedAt] = [0, performance.now()];
  let last: StepEvent | null = null;
  let evaluated: Valid | null = null;

  const report = async (now: StepEvent, valid: Valid | null): Promise<void> => {
    losses = [];
    reportedAt = performance.now();
    const { learningRate, stepsTotal } = now;
    const place = { ...placeOf(now), learningRate, stepsTotal };
    await parent.say({ kind: 'metrics', ...place, trainLoss, ...validOf(valid) });
  };
  const onStep = async (step: StepEvent): Promise<void> => {
    losses.push(step.loss);
    trainLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    last = step;
    const isEvaluated = step.step === step.stepsTotal || step.step % spec.evaluateEverySteps === 0;
    if (isEvaluated) return; // with its evaluation
    const every = Math.max(1, Math.round(step.stepsTotal / reportsPerRun));
    if (step.step % every === 0 || performance.now() - reportedAt > silentMsMax) await report(step, null);
  };
  return async (event) => {
    if (event.kind === 'step') return onStep(event);
    if (event.kind === 'done' || last === null) return;
    if (event.kind === 'evaluation') {
      evaluated = event;
      return report(last, event);
    }
    const { folder, isBest } = event;
    const metrics = { trainLoss, ...validOf(evaluated) };
    await parent.keep({ kind: 'checkpoint', ...placeOf(last), folder, isBest, metrics });
  };
}

function placeOf({ step, epoch, tokensSeen }: StepEvent) {
  return { step, epoch, tokensSeen };
}

function validOf(valid: Valid | null) {
  return valid === null ? {} : { validLoss: valid.loss, validAccuracy: valid.tokenAccuracy };
}
