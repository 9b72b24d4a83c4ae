import type { Tensor } from '@tensorflow/tfjs-core';
import { adapterTensors, disposeAdapter, openAdapter } from '../adapter/open-adapter.ts';
import type { PeftAdapter } from '../adapter/peft-adapter.ts';
import { readAdapter } from '../adapter/read-adapter.ts';
import { bytesOf, loadWeights } from '../checkpoint/load-weights.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { makeScope } from '../nn/make-scope.ts';
import type { Adapter, Scope } from '../nn/scope.ts';
import type { HfConfig, LinearLayout, ParameterLayout } from './architecture.ts';

export interface ScopeLayout {
  parameters: readonly ParameterLayout[];
  linears: readonly LinearLayout[];
  /** The module of the architecture that an adapter calls so. Default: the same name. */
  moduleOf?(name: string): string;
  /** See `ImageClassifierArchitecture`. */
  prepare?(weights: Map<string, Tensor>): void;
}

export interface OpenedScope {
  scope: Scope;
  /** Memory that is its own: the weights', the adapter's included; of one that `adapt` made the adapter's alone. */
  bytes: number;
  /**
   * A second scope on the same weights, which must outlive it; only its adapter is disposed with it.
   *
   * @throws AppError `invalid_file` when a file is missing or damaged, or the adapter is for another base.
   */
  adapt(adapterFolder: string): Promise<OpenedScope>;
  dispose(): void;
}

/**
 * Opens a model's folder and puts its weights on the engine for inference, with an adapter where one is given.
 *
 * @param describe what config.json asks for
 * @throws AppError `invalid_file` when a file is missing or damaged, weights are missing or have another shape, or the
 * adapter is for another base; nothing is left on the engine then.
 */
export async function openScope<Layout extends ScopeLayout>(
  tf: TensorFlow,
  { folder, adapterFolder }: { folder: string; adapterFolder?: string },
  describe: (json: HfConfig) => Layout,
): Promise<Layout & OpenedScope> {
  const { config: json, weights: source } = await openCheckpoint(folder);
  let adapter: Adapter | undefined;
  let layout: Layout;
  let weights: Map<string, Tensor>;
  try {
    layout = describe(json);
    if (adapterFolder !== undefined) adapter = openAdapter(tf, await readNamed(adapterFolder, layout), layout);
    weights = await loadWeights(tf, source, layout.parameters);
  } catch (error) {
    if (adapter !== undefined) disposeAdapter(tf, adapter);
    throw error;
  } finally {
    await source.close();
  }
  layout.prepare?.(weights);
  const owned = [...new Set(weights.values()), ...adapterTensors(adapter)];
  return { ...layout, ...scopeOn(tf, layout, { weights, adapter, owned }) };
}

interface Loaded {
  weights: Map<string, Tensor>;
  adapter: Adapter | undefined;
  owned: Tensor[];
}

function scopeOn(tf: TensorFlow, layout: ScopeLayout, { weights, adapter, owned }: Loaded): OpenedScope {
  return {
    scope: makeScope(tf, { weights, linears: layout.linears, adapter }),
    bytes: bytesOf(owned),
    adapt: async (adapterFolder) => {
      const next = openAdapter(tf, await readNamed(adapterFolder, layout), layout);
      return scopeOn(tf, layout, { weights, adapter: next, owned: adapterTensors(next) });
    },
    dispose: () => tf.dispose(owned),
  };
}

async function readNamed(folder: string, { moduleOf = (name) => name }: ScopeLayout): Promise<PeftAdapter> {
  const adapter = await readAdapter(folder);
  return { ...adapter, pairs: new Map([...adapter.pairs].map(([name, pair]) => [moduleOf(name), pair])) };
}
