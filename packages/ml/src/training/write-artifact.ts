import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CausalLmSpec, LoraMethod } from '@modelmint/domain/causal-lm-spec';
import type { PeftAdapter, PeftPair } from '../adapter/peft-adapter.ts';
import { targetModules } from '../adapter/target-modules.ts';
import { writeAdapter } from '../adapter/write-adapter.ts';
import type { HfConfig } from '../architectures/architecture.ts';
import { copyTokenizer } from '../checkpoint/copy-tokenizer.ts';
import { exportCheckpoint } from '../checkpoint/export-checkpoint.ts';
import { formatHubCard, type HubCard } from '../checkpoint/hub-card.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { chooseModules } from './choose-modules.ts';
import { chooseSaved } from './choose-saved.ts';
import { endTurns } from './end-turns.ts';
import { inMemorySource } from './in-memory-source.ts';
import { loraAName, loraBName } from './start-lora.ts';
import type { BaseModel } from './trained-part.ts';
import type { TrainingProgress } from './training-progress.ts';

export interface ArtifactOptions {
  folder: string;
  model: BaseModel;
  /** Of the base model: its tokenizer goes into the artifact. */
  modelFolder: string;
  modelJson: HfConfig;
  /** What the adapter's config and the card call the base. */
  baseModel: string;
  /** There is no base: `baseModel` is what the model itself is called. */
  isFromScratch?: boolean | undefined;
  spec: CausalLmSpec;
  weights: readonly NamedWeights[];
  progress: TrainingProgress;
}

/**
 * Writes a PEFT adapter with the tokenizer that it was trained on, or the whole model in the hub's layout. The folder has its
 * name only when it is whole.
 */
export async function writeArtifact(options: ArtifactOptions): Promise<void> {
  const { folder, spec, modelFolder, modelJson, weights } = options;
  const card = describe(options);
  if (spec.method.kind === 'full') {
    const tokenizerFolder = modelFolder;
    await exportCheckpoint(folder, {
      config: modelJson,
      weights: inMemorySource(weights),
      dtype: 'F32',
      tokenizerFolder,
      card,
      finish: (aside) => endTurns(modelFolder, aside),
    });
    return;
  }
  const aside = `${folder}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await writeAdapter(aside, toPeftAdapter(options, spec.method));
  await copyTokenizer(modelFolder, aside);
  await endTurns(modelFolder, aside);
  await writeFile(path.join(aside, 'README.md'), formatHubCard(card));
  await rm(folder, { recursive: true, force: true });
  await rename(aside, folder);
}

export function toPeftAdapter(
  { model, weights, baseModel }: Pick<ArtifactOptions, 'model' | 'weights' | 'baseModel'>,
  method: LoraMethod,
): PeftAdapter {
  const { architecture, config } = model;
  const linears = architecture.linears(config);
  const modules = chooseModules(linears, method.targetModules);
  const byName = new Map(weights.map((one) => [one.name, one.values]));
  const pairs = modules.map(({ module, in: inSize, out }): [string, PeftPair] => {
    const [a, b] = [byName.get(loraAName(module)), byName.get(loraBName(module))];
    if (a === undefined || b === undefined) throw new RangeError(`there is no adapter for ${module}`);
    return [module, { rank: method.rank, in: inSize, out, a, b }];
  });
  const saved = chooseSaved(architecture.parameters(config), modules, method.modulesToSave).flatMap(
    ({ name, shape }): [string, NamedWeights][] => {
      const values = byName.get(name);
      return values === undefined ? [] : [[name, { name, shape: [...shape], values }]];
    },
  );
  const all = architecture.parameters(config).map(({ name }) => name.replace(/\.[^.]+$/, ''));
  return {
    config: {
      r: method.rank,
      alpha: method.alpha,
      dropout: method.dropout,
      useRslora: method.useRslora,
      fanInFanOut: modules.some(({ isTransposed }) => isTransposed),
      targetModules: targetModules(
        modules.map(({ module }) => module),
        [...new Set(all)],
      ),
      modulesToSave: method.modulesToSave ?? [],
      baseModel,
      rankPattern: {},
      alphaPattern: {},
      taskType: 'CAUSAL_LM',
    },
    pairs: new Map(pairs),
    saved: new Map(saved),
  };
}

function describe({ model, baseModel, isFromScratch = false, spec, progress }: ArtifactOptions): HubCard {
  const { method } = spec;
  const isOwnFamily = model.architecture.modelType.startsWith('modelmint_');
  const metrics = progress.best?.metrics;
  return {
    ...(isFromScratch ? { title: baseModel } : { title: `${baseModel}, fine-tuned`, baseModel }),
    library: method.kind === 'lora' ? 'peft' : isOwnFamily ? 'modelmint' : 'transformers',
    pipelineTag: 'text-generation',
    ...(metrics && {
      metrics: [
        { name: 'loss', value: metrics.loss, dataset: 'validation' },
        { name: 'perplexity', value: metrics.perplexity, dataset: 'validation' },
        { name: 'token accuracy', value: metrics.tokenAccuracy, dataset: 'validation' },
      ],
    }),
    training: {
      method: isFromScratch
        ? 'from scratch'
        : method.kind === 'lora'
          ? `LoRA, rank ${method.rank}, alpha ${method.alpha}`
          : 'all parameters',
      steps: progress.step,
      'best step': progress.best?.step ?? progress.step,
      'tokens trained on': progress.tokensTrained,
      'learning rate': spec.learningRate,
      schedule: spec.schedule,
      'examples per step': spec.batchSize,
      seed: spec.seed,
    },
  };
}
