import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { FitParameter } from '../fitting/fit-state.ts';
import { makeScope, type TrainingScope } from '../nn/make-scope.ts';
import type { Adapter, Scope } from '../nn/scope.ts';
import { chooseModules } from '../training/choose-modules.ts';
import { loraAName, loraBName, startLora } from '../training/start-lora.ts';
import { loraScale } from '../training/trained-part.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { type ClassifierBase, type HeadStart, isIn, readStart } from './classifier-base.ts';
import type { ClassifierMethod } from './classifier-training.ts';

/** What training changes of a checkpoint, and how to compute with it. */
export interface TunedPart {
  parameters: readonly (FitParameter & { isDecayed: boolean })[];
  /** Weights that stay as they are, on the engine; the caller disposes them. */
  frozen: ReadonlyMap<string, Tensor>;
  /** @param parameter the current values by name */
  scope(parameter: (name: string) => Tensor, training?: TrainingScope): Scope;
}

/** What a method trains. */
export function tunedParameters(base: ClassifierBase, method: ClassifierMethod): TunedPart['parameters'] {
  const named = (one: { name: string; shape: readonly number[]; isDecayed: boolean }) =>
    ({ ...one, start: 'zeros', fanIn: 1, isTrained: true }) as const;
  const trainable = base.parameters.filter(({ tiedTo, isBuffer }) => tiedTo === undefined && isBuffer !== true);
  if (method.kind === 'full') return trainable.map(named);
  const head = trainable.filter(({ name }) => isIn(base.head, name));
  const pairs = adaptedModules(base, method).flatMap((layout) => [
    { name: loraAName(layout.module), shape: [method.kind === 'lora' ? method.rank : 0, layout.in], isDecayed: true },
    { name: loraBName(layout.module), shape: [layout.out, method.kind === 'lora' ? method.rank : 0], isDecayed: true },
  ]);
  return [...pairs, ...head].map(named);
}

export function adaptedModules({ linears }: ClassifierBase, method: ClassifierMethod) {
  return method.kind === 'lora' ? chooseModules(linears, method.targetModules) : [];
}

/** Where training starts: the checkpoint's weights and, beside them, adapters that change nothing yet. */
export async function startTuned(
  source: WeightSource,
  base: ClassifierBase,
  { method, ...start }: HeadStart & { method: ClassifierMethod },
): Promise<NamedWeights[]> {
  const names = tunedParameters(base, method).map(({ name }) => name);
  const pairs =
    method.kind === 'lora' ? startLora(adaptedModules(base, method), { rank: method.rank, seed: start.seed }) : [];
  return [...pairs, ...(await readStart(source, base, { ...start, names }))];
}

export interface OpenTunedOptions {
  method: ClassifierMethod;
  /** Share of what the last layer reads that is dropped in training. */
  headDropout: number;
}

/** Puts what is not trained on the engine. */
export async function openTuned(
  tf: TensorFlow,
  { base, source, start }: { base: ClassifierBase; source: WeightSource; start: HeadStart },
  { method, headDropout }: OpenTunedOptions,
): Promise<TunedPart> {
  const parameters = tunedParameters(base, method);
  const trained = new Set(parameters.map(({ name }) => name));
  const frozen = new Map<string, Tensor>();
  try {
    for (const { name } of base.parameters) {
      if (trained.has(name)) continue;
      // One at a time, so that no second copy of the model stands in memory.
      for (const { values, shape } of await readStart(source, base, { ...start, names: [name] }))
        frozen.set(name, tf.tensor(values, shape, 'float32'));
    }
  } catch (error) {
    tf.dispose([...frozen.values()]);
    throw error;
  }
  const modules = adaptedModules(base, method).map(({ module }) => module);
  const whole = base.parameters.map(({ name }) => name).filter((name) => trained.has(name));
  const scale = method.kind === 'lora' ? loraScale(method) : 1;
  return {
    parameters,
    frozen,
    scope: (parameter, training) => {
      const adapter: Adapter = {
        pairs: new Map(
          modules.map((module) => [
            module,
            { a: parameter(loraAName(module)) as Tensor2D, b: parameter(loraBName(module)) as Tensor2D, scale },
          ]),
        ),
        saved: new Map(whole.map((name) => [name, parameter(name)])),
      };
      const dropping = training && { ...training, ...(method.kind === 'lora' && { loraDropout: method.dropout }) };
      const scope = makeScope(tf, { weights: frozen, linears: base.linears, adapter, training: dropping });
      return droppingBeforeOutput(scope, base, headDropout);
    },
  };
}

/**
 * The dropout that a configuration names was for pre-training; fine-tuning goes without it, so that it costs nothing. What the
 * last layer reads is dropped by the job's own setting, and an adapter's dropout stays.
 */
function droppingBeforeOutput(scope: Scope, { head }: ClassifierBase, p: number): Scope {
  return {
    ...scope,
    dropout: (x) => x,
    linear: (x, module) => scope.linear(module === head.output ? scope.dropout(x, p) : x, module),
  };
}
