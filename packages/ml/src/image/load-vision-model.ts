import type { Tensor } from '@tensorflow/tfjs-core';
import type { ImageClassifierArchitecture, ImageClassifierShape } from '../architectures/architecture.ts';
import { type OpenedScope, openScope, type ScopeLayout } from '../architectures/open-scope.ts';
import { findArchitecture } from '../architectures/registry.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../nn/scope.ts';

export interface VisionModel {
  architecture: ImageClassifierArchitecture;
  config: ImageClassifierShape;
  scope: Scope;
  /** Memory that is its own: of one that `adapt` made the adapter's alone. */
  bytes: number;
  /** A second model on the same weights, with an adapter of peft; this one must outlive it. */
  adapt(adapterFolder: string): Promise<VisionModel>;
  dispose(): void;
}

/**
 * Loads a ViT or ResNet from a folder in the hub's layout, without its image processor, for inference.
 *
 * @throws AppError `invalid_file` when a file is missing or damaged, the model is none of these, or the adapter is for
 * another base.
 */
export async function loadVisionModel(options: {
  engine: Engine;
  folder: string;
  adapterFolder?: string;
}): Promise<VisionModel> {
  const { tf } = options.engine;
  return withScope(
    await openScope(tf, options, (json) => {
      const architecture = findArchitecture(json, 'image-classifier');
      const config = architecture.readConfig(json);
      const { moduleOf } = architecture;
      return {
        architecture,
        config,
        parameters: architecture.parameters(config),
        linears: architecture.linears(config),
        ...(architecture.prepare && {
          prepare: (weights: Map<string, Tensor>) => architecture.prepare?.(tf, config, weights),
        }),
        ...(moduleOf && { moduleOf }),
      };
    }),
  );
}

interface Described extends ScopeLayout {
  architecture: ImageClassifierArchitecture;
  config: ImageClassifierShape;
}

function withScope({ architecture, config, scope, bytes, adapt, dispose }: OpenedScope<Described>): VisionModel {
  return {
    architecture,
    config,
    scope,
    bytes,
    adapt: async (adapterFolder) => withScope(await adapt(adapterFolder)),
    dispose,
  };
}
