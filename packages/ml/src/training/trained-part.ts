import type { CausalLmSpec, LoraMethod } from '@modelmint/domain/causal-lm-spec';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { CausalLmArchitecture, CausalLmShape, LinearLayout } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import type { Product } from '../nn/half-product.ts';
import { makeScope, type TrainingScope } from '../nn/make-scope.ts';
import type { Adapter, LoraPair, Scope } from '../nn/scope.ts';
import type { Trainable } from '../optimizer/parameter-groups.ts';
import { fromFloat32 } from '../weights/from-float32.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import { chooseModules } from './choose-modules.ts';
import { chooseSaved } from './choose-saved.ts';
import { loraAName, loraBName, startLora } from './start-lora.ts';

/** A causal language model as `loadCausalLm` opens it, as far as training needs it. */
export interface BaseModel {
  architecture: CausalLmArchitecture;
  config: CausalLmShape;
  /** By parameter name; a tied parameter is the same tensor under two names. */
  weights: ReadonlyMap<string, Tensor>;
  /** Of the linear maps. Default: float32. */
  product?: Product | undefined;
}

/** What training changes of a model, on the engine. */
export interface TrainedPart {
  parameters: readonly Trainable[];
  /** By name. The optimizer puts new tensors in their place. */
  values: Map<string, Tensor>;
  /** To compute with the current values; `training` for a pass that is differentiated. */
  scope(training?: TrainingScope): Scope;
}

export interface OpenOptions {
  spec: Pick<CausalLmSpec, 'method' | 'seed'>;
  /** Values to go on from; without it LoRA starts as PEFT does. */
  start?: readonly NamedWeights[] | undefined;
  /** Only full training can have it. Default: false. */
  hasModelDropout?: boolean | undefined;
}

/**
 * Opens an adapter beside the base, or the base's own weights: then the model's tensors are taken over, and disposed as new
 * ones replace them. The caller disposes `values` in the end.
 */
export function openTrainedPart(
  tf: TensorFlow,
  model: BaseModel,
  { spec, start, hasModelDropout = false }: OpenOptions,
): TrainedPart {
  const { method, seed } = spec;
  if (method.kind === 'full') return openAll(tf, model, { start, hasModelDropout });
  const modules = chooseModules(model.architecture.linears(model.config), method.targetModules);
  const saved = savedOf(model, method);
  const fresh = () => [...startLora(modules, { rank: method.rank, seed }), ...saved.map(copyOf(model))];
  return openLora(tf, model, { method, modules, saved, start: start ?? fresh() });
}

/** What a method trains of a model, without opening it. */
export function trainablesOf(
  { architecture, config, weights }: BaseModel,
  method: CausalLmSpec['method'],
): Trainable[] {
  if (method.kind === 'full')
    return architecture
      .parameters(config)
      .filter(({ name, tiedTo, isBuffer }) => tiedTo === undefined && isBuffer !== true && weights.has(name));
  const pairs = chooseModules(architecture.linears(config), method.targetModules).flatMap((layout) => [
    { name: loraAName(layout.module), shape: [method.rank, layout.in], isDecayed: true },
    { name: loraBName(layout.module), shape: [layout.out, method.rank], isDecayed: true },
  ]);
  return [...pairs, ...savedOf({ architecture, config, weights }, method)];
}

/** What is trained whole beside the adapter. */
function savedOf({ architecture, config, weights }: BaseModel, method: LoraMethod): Trainable[] {
  const modules = chooseModules(architecture.linears(config), method.targetModules);
  return chooseSaved(architecture.parameters(config), modules, method.modulesToSave).filter(({ name }) =>
    weights.has(name),
  );
}

/** A parameter as the base has it. */
function copyOf({ weights }: BaseModel) {
  return ({ name, shape }: Trainable): NamedWeights => ({
    name,
    shape: [...shape],
    values: new Float32Array((weights.get(name) as Tensor).dataSync()),
  });
}

export function loraScale({ alpha, rank, useRslora }: LoraMethod): number {
  return alpha / (useRslora ? Math.sqrt(rank) : rank);
}

interface LoraOptions {
  method: LoraMethod;
  modules: readonly LinearLayout[];
  saved: readonly Trainable[];
  start: readonly NamedWeights[];
}

function openLora(tf: TensorFlow, model: BaseModel, { method, modules, saved, start }: LoraOptions): TrainedPart {
  const values = openValues(tf, start);
  const linears = model.architecture.linears(model.config);
  const scale = loraScale(method);
  const pairOf = (module: string): LoraPair => ({
    a: values.get(loraAName(module)) as Tensor2D,
    b: values.get(loraBName(module)) as Tensor2D,
    scale,
  });
  return {
    parameters: trainablesOf(model, method),
    values,
    scope: (training) => {
      const adapter: Adapter = {
        pairs: new Map(modules.map(({ module }) => [module, pairOf(module)])),
        saved: new Map(saved.map(({ name }) => [name, values.get(name) as Tensor])),
      };
      const dropping = training && { ...training, loraDropout: method.dropout };
      return withoutModelDropout(makeScope(tf, { ...model, linears, adapter, training: dropping }));
    },
  };
}

function openAll(
  tf: TensorFlow,
  model: BaseModel,
  { start, hasModelDropout }: Pick<OpenOptions, 'start' | 'hasModelDropout'>,
): TrainedPart {
  const { architecture, config, weights } = model;
  const layout = architecture.parameters(config);
  const linears = architecture.linears(config);
  const own = trainablesOf(model, { kind: 'full' });
  if (start !== undefined) tf.dispose(own.map(({ name }) => weights.get(name) as Tensor));
  const values =
    start === undefined ? new Map(own.map(({ name }) => [name, weights.get(name) as Tensor])) : openValues(tf, start);
  const ties = layout.filter(({ tiedTo }) => tiedTo !== undefined);
  return {
    parameters: own,
    values,
    scope: (training) => {
      const current = new Map(values);
      for (const { name, tiedTo } of ties) current.set(name, values.get(tiedTo ?? '') as Tensor);
      const scope = makeScope(tf, { weights: current, linears, product: model.product, training });
      return hasModelDropout === true ? scope : withoutModelDropout(scope);
    },
  };
}

/**
 * The dropout that a configuration names (GPT-2's 0.1) was for training from scratch; fine-tuning goes without it, so that
 * it costs nothing and any engine gives the same steps. An adapter's own dropout stays.
 */
function withoutModelDropout(scope: Scope): Scope {
  return { ...scope, dropout: (x) => x };
}

function openValues(tf: TensorFlow, start: readonly NamedWeights[]): Map<string, Tensor> {
  return new Map(start.map(({ name, shape, values }) => [name, tf.tensor(values, shape, 'float32')]));
}

/** The current values in the order of the parameters, read from the engine when they are written. */
export function valuesToWrite({ parameters, values }: Pick<TrainedPart, 'parameters' | 'values'>): TensorToWrite[] {
  return parameters.map(({ name, shape }) => ({
    name,
    shape,
    dtype: 'F32',
    readBytes: () => fromFloat32((values.get(name) as Tensor).dataSync() as Float32Array, 'F32'),
  }));
}

/** The current values, copied from the engine, in the order of the parameters. */
export function readValues({ parameters, values }: Pick<TrainedPart, 'parameters' | 'values'>): NamedWeights[] {
  return parameters.map(({ name, shape }) => {
    const tensor = values.get(name) as Tensor;
    return { name, shape: [...shape], values: new Float32Array(tensor.dataSync()) };
  });
}
