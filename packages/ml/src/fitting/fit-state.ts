import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { ParameterShape } from '../layers/layer.ts';
import { toTensor, toWeights } from '../optimizer/adam-slots.ts';
import { type AdamW, type AdamWStep, openAdamW } from '../optimizer/open-adamw.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';

/** What a model has learned, on the engine: all its tensors by name, and the optimizer of the trained ones. */
export interface FitState {
  parameter(name: string): Tensor;
  /**
   * `work` runs inside `tf.tidy` and gives the gradients of all trained parameters; running statistics that it puts into
   * `statistics` take the place of the old ones. Nothing is stepped when the loss, or the norm of the gradients, is not a
   * finite number; the loss is then NaN.
   */
  step(work: (statistics: Map<string, Tensor>) => FitGradients, at: FitStepOptions): number;
  readWeights(): NamedWeights[];
  /** Read from the engine when they are written. */
  optimizerToWrite(): TensorToWrite[];
  dispose(): void;
}

export interface FitGradients {
  loss: number;
  gradients: ReadonlyMap<string, Tensor>;
}

export type FitStepOptions = Pick<AdamWStep, 'step' | 'learningRate' | 'weightDecay' | 'clipNorm'>;

/** Weights on the engine that nothing trains. */
export function openWeights(tf: TensorFlow, weights: readonly NamedWeights[]): Pick<FitState, 'parameter' | 'dispose'> {
  const values = new Map(weights.map((one) => [one.name, toTensor(tf, one)]));
  return { parameter: (name) => find(values, name), dispose: () => void tf.dispose([...values.values()]) };
}

function find(values: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const found = values.get(name);
  if (found === undefined) throw new RangeError(`the model has no parameter ${name}`);
  return found;
}

/** A parameter with whether weight decay pulls at it; without a word, matrices are decayed and vectors are not. */
export type FitParameter = ParameterShape & { isDecayed?: boolean };

export function openFitState(
  tf: TensorFlow,
  parameters: readonly FitParameter[],
  start: { weights: readonly NamedWeights[]; optimizer?: readonly NamedWeights[] },
): FitState {
  const values = new Map(start.weights.map((one) => [one.name, toTensor(tf, one)]));
  const trained = parameters.filter(({ isTrained }) => isTrained);
  const adam: AdamW = openAdamW(
    tf,
    trained.map(({ name, shape, isDecayed = shape.length > 1 }) => ({ name, shape, isDecayed })),
    start.optimizer,
  );
  const parameter = (name: string) => find(values, name);
  return {
    parameter,
    step: (work, at) => {
      let loss = Number.NaN;
      const statistics = new Map<string, Tensor>();
      const gradients = new Map<string, Tensor>();
      tf.tidy(() => {
        const done = work(statistics);
        loss = done.loss;
        if (!Number.isFinite(loss)) return;
        for (const { name } of trained) gradients.set(name, tf.keep(tf.clone(done.gradients.get(name) as Tensor)));
        for (const [name, one] of statistics) statistics.set(name, tf.keep(tf.clone(one)));
      });
      if (!Number.isFinite(loss)) return Number.NaN;
      const norm = adam.step({ ...at, values, gradients });
      for (const [name, one] of statistics) {
        tf.dispose(parameter(name));
        values.set(name, one);
      }
      return Number.isFinite(norm) ? loss : Number.NaN;
    },
    readWeights: () => parameters.map(({ name }) => toWeights(name, parameter(name))),
    optimizerToWrite: adam.toWrite,
    dispose: () => {
      tf.dispose([...values.values()]);
      adam.dispose();
    },
  };
}
