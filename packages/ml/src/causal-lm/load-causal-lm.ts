import { AppError } from '@modelmint/domain/errors';
import type { Tensor } from '@tensorflow/tfjs-core';
import { adapterTensors, disposeAdapter, openAdapter } from '../adapter/open-adapter.ts';
import { readAdapter } from '../adapter/read-adapter.ts';
import type {
  CausalInput,
  CausalLmArchitecture,
  CausalLmShape,
  CausalOutput,
  HfConfig,
} from '../architectures/architecture.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { bytesOf, loadWeights } from '../checkpoint/load-weights.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { generationModelOf } from '../generation/generation-model-of.ts';
import { type HalfProducts, openHalfProducts, type Product } from '../nn/half-product.ts';
import { makeScope } from '../nn/make-scope.ts';
import type { Adapter, Scope } from '../nn/scope.ts';

export interface CausalLm {
  config: CausalLmShape;
  /** config.json as it stands in the folder. */
  json: HfConfig;
  architecture: CausalLmArchitecture;
  /** With the adapter, outside training. */
  scope: Scope;
  /** By parameter name; a tied head is the same tensor as the embedding. Without the adapter. */
  weights: ReadonlyMap<string, Tensor>;
  adapter: Adapter | undefined;
  /** Of the linear maps; undefined: float32. */
  product: Product | undefined;
  /** Memory that is its own: of one that `adaptCausalLm` made the adapter's, else the weights' with the adapter's. */
  bytes: number;
  /** The caller owns hidden states and cache; the cache that went in stays as it was. */
  forward(input: CausalInput): CausalOutput;
  /** [..., hidden] → [..., vocab] */
  logits(hidden: Tensor): Tensor;
  dispose(): void;
}

export interface LoadCausalLmOptions {
  engine: Engine;
  /** A checkpoint in Hugging Face's layout. */
  folder: string;
  /** An adapter as peft saves it. */
  adapterFolder?: string | undefined;
  /**
   * How the linear maps multiply, on TensorFlow only. `bfloat16` reads half as many bytes of a weight and is off by some 3e-3
   * of a product's norm; a second copy of the weights stays in memory, and a processor without fast bfloat16 products is
   * slower with it where there are many rows (docs/benchmarks.md). `bfloat16-few-rows` does so for up to 32 rows, as when
   * tokens are written. Default: `float32`.
   */
  precision?: 'float32' | 'bfloat16' | 'bfloat16-few-rows' | undefined;
}

/**
 * Loads a causal language model of any architecture in the registry. Its weights are float32 whatever the precision.
 *
 * @throws AppError `invalid_file` when a file is missing, damaged, of an architecture that is not supported, or does not fit
 * its config.json, or when the adapter is for another model, `invalid_state` for a precision that the engine does not have;
 * nothing is left on the engine then.
 */
export async function loadCausalLm({
  engine,
  folder,
  adapterFolder,
  ...options
}: LoadCausalLmOptions): Promise<CausalLm> {
  const { tf } = engine;
  const { precision = 'float32' } = options;
  if (precision !== 'float32' && engine.name === 'wasm')
    throw new AppError(
      'invalid_state',
      `${precision} needs TensorFlow (npm run setup:tensorflow); here is ${engine.version}`,
    );
  const { config: json, weights: source } = await openCheckpoint(folder);
  try {
    const architecture = findArchitecture(json, 'causal-lm');
    const config = architecture.readConfig(json);
    const [parameters, linears] = [architecture.parameters(config), architecture.linears(config)];
    // First: it is small, so one that does not fit is told before the model is read.
    const peft = adapterFolder === undefined ? undefined : await readAdapter(adapterFolder);
    const adapter = peft && openAdapter(tf, peft, { parameters, linears });
    const weights = await loadWeights(tf, source, parameters).catch((error: unknown) => {
      if (adapter !== undefined) disposeAdapter(tf, adapter);
      throw error;
    });
    const owned = [...new Set(weights.values()), ...adapterTensors(adapter)];
    const frozen = linears.map(({ module }) => weights.get(`${module}.weight`));
    const half =
      precision === 'float32'
        ? undefined
        : openHalfProducts(
            tf,
            [...frozen, weights.get('lm_head.weight')].filter((one) => one !== undefined),
            precision === 'bfloat16' ? 'all' : 'few-rows',
          );
    return openPasses(engine, { config, json, architecture, weights, adapter, owned, product: half?.product, half });
  } finally {
    await source.close();
  }
}

/**
 * A second model on the weights of one that is loaded, which must outlive it. Only the adapter takes memory, and only that
 * is disposed.
 *
 * @throws AppError `invalid_file` when a file is missing or damaged, or the adapter is for another model.
 */
export async function adaptCausalLm(engine: Engine, base: CausalLm, adapterFolder: string): Promise<CausalLm> {
  const { architecture, config } = base;
  const layout = { parameters: architecture.parameters(config), linears: architecture.linears(config) };
  const adapter = openAdapter(engine.tf, await readAdapter(adapterFolder), layout);
  return openPasses(engine, { ...base, adapter, owned: adapterTensors(adapter) });
}

interface Opened extends Pick<CausalLm, 'config' | 'json' | 'architecture' | 'weights' | 'adapter' | 'product'> {
  owned: readonly Tensor[];
  /** Copies that are its own. */
  half?: HalfProducts | undefined;
}

function openPasses(engine: Engine, { owned, half, ...model }: Opened): CausalLm {
  const { tf } = engine;
  const { architecture, config, json, weights, adapter, product } = model;
  const scope = makeScope(tf, { weights, linears: architecture.linears(config), adapter, product });
  const { forward, logits } = generationModelOf(model, scope);
  return {
    config,
    json,
    architecture,
    weights,
    adapter,
    product,
    scope,
    bytes: bytesOf(owned) + (half?.bytes ?? 0),
    forward,
    logits,
    dispose: () => {
      tf.dispose([...owned]);
      half?.dispose();
    },
  };
}
