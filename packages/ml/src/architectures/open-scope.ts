import { AppError } from '@modelmint/domain/errors';
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
import { withAdapterLabels } from './with-labels.ts';

export interface ScopeLayout {
  parameters: readonly ParameterLayout[];
  linears: readonly LinearLayout[];
  /** The module of the architecture that an adapter calls so. Default: the same name. */
  moduleOf?(name: string): string;
  /** See `ImageClassifierArchitecture`. */
  prepare?(weights: Map<string, Tensor>): void;
}

/** What an architecture makes of a config.json, and what computes with it. */
export type OpenedScope<Layout> = Layout & {
  scope: Scope;
  /** Memory that is its own: the weights', the adapter's included; of one that `adapt` made the adapter's alone. */
  bytes: number;
  /**
   * A second scope on the same weights, which must outlive it; only its adapter is disposed with it. It has the labels of its
   * adapter, where that brings a head.
   *
   * @throws AppError `invalid_file` when a file is missing or damaged, or the adapter is for another base.
   */
  adapt(adapterFolder: string): Promise<OpenedScope<Layout>>;
  dispose(): void;
};

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
): Promise<OpenedScope<Layout>> {
  const { config: json, weights: source } = await openCheckpoint(folder);
  const open = async (file: string | undefined): Promise<{ layout: Layout; adapter?: Adapter }> => {
    if (file === undefined) return { layout: describe(json) };
    const layout = describe(await withAdapterLabels(json, file));
    return { layout, adapter: openAdapter(tf, await readNamed(file, layout), layout) };
  };
  let adapter: Adapter | undefined;
  let layout: Layout;
  let weights: Map<string, Tensor>;
  try {
    ({ layout, adapter } = await open(adapterFolder));
    // A head that the adapter brings takes the place of one for other labels, or of none.
    const isReplaced = (name: string) => layout.prepare === undefined && adapter?.saved.has(name) === true;
    weights = await loadWeights(
      tf,
      source,
      layout.parameters.filter(({ name }) => !isReplaced(name)),
    );
  } catch (error) {
    if (adapter !== undefined) disposeAdapter(tf, adapter);
    throw error;
  } finally {
    await source.close();
  }
  layout.prepare?.(weights);
  const scopeOn = ({ layout, adapter, owned }: On<Layout>): OpenedScope<Layout> => ({
    ...layout,
    scope: makeScope(tf, { weights, linears: layout.linears, adapter }),
    bytes: bytesOf(owned),
    adapt: async (file) => {
      const next = await open(file);
      const tensors = adapterTensors(next.adapter);
      try {
        if (layout.prepare === undefined) checkWhole(next, weights);
      } catch (error) {
        tf.dispose(tensors);
        throw error;
      }
      return scopeOn({ ...next, owned: tensors });
    },
    dispose: () => tf.dispose(owned),
  });
  return scopeOn({ layout, adapter, owned: [...new Set(weights.values()), ...adapterTensors(adapter)] });
}

interface On<Layout> {
  layout: Layout;
  adapter?: Adapter | undefined;
  owned: Tensor[];
}

/** The base may lack a head that the adapter's labels ask for. */
function checkWhole(
  { layout, adapter }: { layout: ScopeLayout; adapter?: Adapter },
  weights: ReadonlyMap<string, Tensor>,
): void {
  for (const { name, shape, isOptional } of layout.parameters) {
    const found = adapter?.saved.get(name) ?? weights.get(name);
    if (found === undefined ? isOptional !== true : found.shape.join() !== shape.join())
      throw new AppError(
        'invalid_file',
        `the adapter is for another base model: ${name} ${found === undefined ? 'is in neither' : `has the shape [${found.shape.join(', ')}]`}`,
      );
  }
}

async function readNamed(folder: string, { moduleOf = (name) => name }: ScopeLayout): Promise<PeftAdapter> {
  const adapter = await readAdapter(folder);
  return {
    ...adapter,
    pairs: new Map([...adapter.pairs].map(([name, pair]) => [moduleOf(name), pair])),
  };
}
