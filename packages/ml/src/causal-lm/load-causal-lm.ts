import type { Tensor } from '@tensorflow/tfjs-core';
import { disposeAdapter, openAdapter } from '../adapter/open-adapter.ts';
import { readAdapter } from '../adapter/read-adapter.ts';
import type {
  CausalInput,
  CausalLmArchitecture,
  CausalLmShape,
  CausalOutput,
  HfConfig,
} from '../architectures/architecture.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { loadWeights } from '../checkpoint/load-weights.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { Engine } from '../engine/engine.ts';
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
}

/**
 * Loads a causal language model of any architecture in the registry as float32.
 *
 * @throws AppError `invalid_file` when a file is missing, damaged, of an architecture that is not supported, or does not fit
 * its config.json, or when the adapter is for another model; nothing is left on the engine then.
 */
export async function loadCausalLm({ engine, folder, adapterFolder }: LoadCausalLmOptions): Promise<CausalLm> {
  const { tf } = engine;
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
    const scope = makeScope(tf, { weights, linears, adapter });
    return {
      config,
      json,
      architecture,
      scope,
      weights,
      adapter,
      forward: (input) => runTidy(engine, () => architecture.hiddenStates(scope, config, input)),
      logits: (hidden) => tf.tidy(() => architecture.logits(scope, config, hidden)),
      dispose: () => {
        tf.dispose([...weights.values()]);
        if (adapter !== undefined) disposeAdapter(tf, adapter);
      },
    };
  } finally {
    await source.close();
  }
}

/** `tf.tidy` for what its type does not cover. */
function runTidy({ tf }: Engine, run: () => CausalOutput): CausalOutput {
  return tf.tidy(run as never) as unknown as CausalOutput;
}
