import type { Tensor } from '@tensorflow/tfjs-core';
import { disposeAdapter, openAdapter } from '../adapter/open-adapter.ts';
import type { PeftAdapter } from '../adapter/peft-adapter.ts';
import { readAdapter } from '../adapter/read-adapter.ts';
import { loadWeights } from '../checkpoint/load-weights.ts';
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
  /** Memory that the weights take, the adapter's included. */
  bytes: number;
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
  const pairs = [...(adapter?.pairs.values() ?? [])].flatMap(({ a, b }) => [a, b]);
  const tensors = new Set<Tensor>([...weights.values(), ...pairs, ...(adapter?.saved.values() ?? [])]);
  return {
    ...layout,
    scope: makeScope(tf, { weights, linears: layout.linears, adapter }),
    bytes: [...tensors].reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0),
    dispose: () => tf.dispose([...tensors]),
  };
}

async function readNamed(folder: string, { moduleOf = (name) => name }: ScopeLayout): Promise<PeftAdapter> {
  const adapter = await readAdapter(folder);
  return { ...adapter, pairs: new Map([...adapter.pairs].map(([name, pair]) => [moduleOf(name), pair])) };
}
