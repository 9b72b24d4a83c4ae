import type { Tensor } from '@tensorflow/tfjs-core';
import type { ImageClassifierArchitecture, ImageClassifierShape } from '../architectures/architecture.ts';
import { openScope } from '../architectures/open-scope.ts';
import { findArchitecture } from '../architectures/registry.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../nn/scope.ts';

export interface VisionModel {
  architecture: ImageClassifierArchitecture;
  config: ImageClassifierShape;
  scope: Scope;
  /** Memory that the weights take. */
  bytes: number;
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
  return await openScope(tf, options, (json) => {
    const architecture = findArchitecture(json, 'image-classifier');
    const config = architecture.readConfig(json);
    const { moduleOf } = architecture;
    return {
      architecture,
      config,
      parameters: architecture.parameters(config),
      linears: architecture.linears(config),
      prepare: (weights: Map<string, Tensor>) => architecture.prepare?.(tf, config, weights),
      ...(moduleOf && { moduleOf }),
    };
  });
}
