import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { breathe } from '../fitting/breathe.ts';
import type { FitState } from '../fitting/fit-state.ts';
import type { RowPlan } from '../fitting/plan-rows.ts';
import type { Fitted } from '../fitting/run-fit.ts';
import { type ClassificationMetrics, measureClassification } from '../metrics/measure-classification.ts';
import { macroAverage } from '../metrics/measure-labels.ts';
import { rocAuc, rocAucOneVsRest } from '../metrics/roc-auc.ts';
import { softmax } from '../metrics/softmax.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { type ClassifierRows, labelWeights } from './classifier-rows.ts';
import type { ClassifierFigures, TuneClassifierOptions, TuningSpec } from './classifier-training.ts';
import { stepGradients } from './step-gradients.ts';
import type { TunedPart } from './tuned-part.ts';

const augmentationStream = 3;
/** Micro-batches of one step never reach this many, so that no two passes of a run drop the same places. */
const passesPerStep = 1 << 16;

export type AnyTuningSpec = TuningSpec<EncoderClassifierSpec> | TuningSpec<VisionClassifierSpec>;

export interface TuningRun extends Pick<TuneClassifierOptions, 'labels' | 'signal' | 'onWork'> {
  spec: AnyTuningSpec;
  part: TunedPart;
  state: FitState;
  plan: RowPlan;
  train: ClassifierRows;
  validation: ClassifierRows;
}

/** Steps and evaluations of a checkpoint that learns to tell labels apart. */
export function openTuningFit(tf: TensorFlow, run: TuningRun): Fitted<ClassifierFigures> {
  const { spec, part, state, plan, train, labels } = run;
  const weights = labelWeights(train, labels.length, spec.isBalanced);
  return {
    advance: (step, learningRate) => {
      const chosen = plan.rowsOf(step);
      const loss = state.step(
        () =>
          stepGradients(tf, {
            trained: new Map(part.parameters.map(({ name }) => [name, state.parameter(name)])),
            scope: (pass) => part.scope(state.parameter, { seed: spec.seed, pass: step * passesPerStep + pass }),
            rows: train,
            chosen,
            microBatchRows: spec.microBatchRows,
            weights,
            labelSmoothing: spec.labelSmoothing,
            random: seededRandom(spec.seed, augmentationStream, step),
          }),
        { step, learningRate, weightDecay: spec.weightDecay, clipNorm: spec.clipNorm },
      );
      return { loss, rows: chosen.length };
    },
    measure: async () => {
      const { loss, accuracy, perLabel } = await measureTuned(tf, { ...run, parameter: state.parameter });
      return { loss, figures: { accuracy, macroF1: macroAverage(perLabel).f1 } };
    },
    readWeights: state.readWeights,
    optimizerToWrite: state.optimizerToWrite,
  };
}

type Measured = Pick<TuningRun, 'labels' | 'part' | 'validation' | 'signal' | 'onWork'> & {
  parameter: (name: string) => Tensor;
};

/** On the validation rows. */
export async function measureTuned(
  tf: TensorFlow,
  { labels, part, validation, signal, onWork, parameter }: Measured,
): Promise<ClassificationMetrics & { auc: number | null }> {
  const classes = labels.length;
  const probabilities = new Float64Array(validation.count * classes);
  for (const rows of validation.passes()) {
    await breathe();
    signal?.throwIfAborted();
    onWork?.();
    const logits = tf.tidy(() => validation.logits(part.scope(parameter), rows).dataSync());
    const scores = softmax(logits, classes);
    for (const [place, row] of rows.entries())
      probabilities.set(scores.subarray(place * classes, (place + 1) * classes), row * classes);
  }
  const ofSecond = () => probabilities.filter((_, index) => index % 2 === 1);
  const auc =
    classes === 2 ? rocAuc(validation.labels, ofSecond()) : rocAucOneVsRest(validation.labels, probabilities, classes);
  return { ...measureClassification(labels, validation.labels, probabilities), auc: Number.isNaN(auc) ? null : auc };
}
