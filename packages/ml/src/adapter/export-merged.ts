import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Architecture, HfConfig, ParameterLayout } from '../architectures/architecture.ts';
import { findArchitecture } from '../architectures/registry.ts';
import { withAdapterLabels } from '../architectures/with-labels.ts';
import { exportCheckpoint } from '../checkpoint/export-checkpoint.ts';
import { matchWeights } from '../checkpoint/match-weights.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { imageProcessorFile } from '../image/read-image-processor.ts';
import { tokenizerFile } from '../tokenizer/load-tokenizer.ts';
import { fromFloat32 } from '../weights/from-float32.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts';
import { fitAdapter } from './fit-adapter.ts';
import { mergeAdapter } from './merge-adapter.ts';
import { readAdapter } from './read-adapter.ts';

export interface ExportMergedOptions {
  tf: TensorFlow;
  baseFolder: string;
  adapterFolder: string;
  /** What the card calls it. */
  title: string;
  /** Of the signal the reason is thrown. */
  signal?: AbortSignal;
}

/**
 * Writes the base with an adapter worked into its weights, as one checkpoint in the hub's layout that needs neither: with the
 * adapter's labels, and its tokenizer or image processor. Weights are read and written one at a time.
 *
 * @throws AppError `invalid_file` for an adapter of another base, or one that changes one of two tied weights.
 */
export async function exportMerged(folder: string, options: ExportMergedOptions): Promise<void> {
  const { tf, baseFolder, adapterFolder, title, signal } = options;
  const read = await readAdapter(adapterFolder);
  const { config: baseJson, weights } = await openCheckpoint(baseFolder);
  try {
    const config = await withAdapterLabels(baseJson, adapterFolder);
    const architecture = findArchitecture(config);
    const { moduleOf = (name: string) => name } = architecture;
    const adapter = { ...read, pairs: new Map([...read.pairs].map(([name, pair]) => [moduleOf(name), pair])) };
    const base = layoutOf(architecture, config);
    const { saved } = fitAdapter(adapter, base);
    const whole = named(weights, { parameters: base.parameters, saved, signal });
    await exportCheckpoint(folder, {
      config,
      weights: mergeAdapter(whole, adapter, { tf, base }),
      tokenizerFolder: hasReader(adapterFolder) ? adapterFolder : baseFolder,
      card: {
        title,
        baseModel: adapter.config.baseModel ?? path.basename(baseFolder),
        library: 'transformers',
        pipelineTag: pipelineTags[architecture.kind],
        summary: 'The base model with the adapter worked into its weights.',
      },
    });
  } finally {
    await weights.close();
  }
}

const pipelineTags = {
  'causal-lm': 'text-generation',
  encoder: 'text-classification',
  'image-classifier': 'image-classification',
} as const;

function layoutOf(architecture: Architecture, json: HfConfig) {
  switch (architecture.kind) {
    case 'causal-lm': {
      const config = architecture.readConfig(json);
      return { parameters: architecture.parameters(config), linears: architecture.linears(config) };
    }
    case 'encoder': {
      const config = architecture.readConfig(json);
      return { parameters: architecture.parameters(config), linears: architecture.linears(config) };
    }
    case 'image-classifier': {
      const config = architecture.readConfig(json);
      return { parameters: architecture.parameters(config), linears: architecture.linears(config) };
    }
  }
}

function hasReader(folder: string): boolean {
  return [tokenizerFile, imageProcessorFile].some((name) => existsSync(path.join(folder, name)));
}

interface Named {
  parameters: readonly ParameterLayout[];
  saved: ReadonlyMap<string, NamedWeights>;
  signal: AbortSignal | undefined;
}

/** The base's weights by the names of the whole model, whose head they may lack or have for other labels: the adapter brings it. */
function named(source: WeightSource, { parameters, saved, signal }: Named): WeightSource {
  const kept = parameters.filter(({ name }) => !saved.has(name));
  const { stored } = matchWeights(source, kept);
  const tensors: StoredTensor[] = [
    ...[...stored].map(([name, { dtype, shape }]) => ({ name, dtype, shape })),
    ...[...saved.values()].map(({ name, shape }) => ({ name, shape, dtype: 'F32' as const })),
  ];
  const byName = new Map(tensors.map((one) => [one.name, one]));
  const storedName = (name: string) => stored.get(name)?.name ?? name;
  return {
    tensors,
    metadata: source.metadata,
    find: (name) => byName.get(name),
    readFloat32: async (name) => {
      signal?.throwIfAborted();
      return saved.get(name)?.values ?? (await source.readFloat32(storedName(name)));
    },
    readBytes: async (name) => {
      signal?.throwIfAborted();
      const brought = saved.get(name);
      return brought === undefined ? source.readBytes(storedName(name)) : fromFloat32(brought.values, 'F32');
    },
    close: () => source.close(),
  };
}
