import type { FitEvent } from '@modelmint/ml/fitting/fit-event';
import type { ClassifierFigures } from '@modelmint/ml/tuning/classifier-training';
import type { Parent } from './parent.ts';
import { tokensTrainedAt } from './tokens-trained-at.ts';

/**
 * Tells the parent how the tuning of a classifier goes. What is billed are the tokens of the report; where texts lose their end
 * they may be more than the model reads, which then count.
 */
export function reportClassifier(
  {
    spec,
    trainTokens,
    countsOwnTokens = true,
  }: {
    spec: { epochs: number };
    /** Of one pass. */
    trainTokens: number;
    /** False: the events count images. */
    countsOwnTokens?: boolean;
  },
  parent: Parent,
): (event: FitEvent<ClassifierFigures>) => Promise<void> {
  let stepsTotal = 0;
  const billed = (step: number, own: number) => {
    const tokens = tokensTrainedAt(step, { epochs: spec.epochs, stepsTotal, trainTokens });
    return countsOwnTokens ? Math.min(own, tokens) : tokens;
  };
  return (event) => {
    const { figures, tokensSeen: own, ...rest } = event;
    const valid = figures === undefined ? {} : { validAccuracy: figures.accuracy };
    if (rest.kind === 'metrics') {
      stepsTotal = rest.stepsTotal;
      return parent.say({ ...rest, ...valid, tokensSeen: billed(rest.step, own) });
    }
    return parent.keep({ ...rest, metrics: { ...rest.metrics, ...valid }, tokensSeen: billed(rest.step, own) });
  };
}
