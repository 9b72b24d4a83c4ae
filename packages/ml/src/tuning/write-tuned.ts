import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoraMethod } from '@modelmint/domain/causal-lm-spec';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PeftAdapter, PeftPair } from '../adapter/peft-adapter.ts';
import { targetModules } from '../adapter/target-modules.ts';
import { writeAdapter } from '../adapter/write-adapter.ts';
import { copyTokenizer } from '../checkpoint/copy-tokenizer.ts';
import { exportCheckpoint } from '../checkpoint/export-checkpoint.ts';
import type { HubCard } from '../checkpoint/hub-card.ts';
import { configFile } from '../checkpoint/open-checkpoint.ts';
import { writeWhole } from '../fitting/write-whole.ts';
import { macroAverage } from '../metrics/measure-labels.ts';
import { inMemorySource } from '../training/in-memory-source.ts';
import { loraAName, loraBName } from '../training/start-lora.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { ClassifierBase } from './classifier-base.ts';
import type { TunedClassifier } from './classifier-training.ts';
import { adaptedModules } from './tuned-part.ts';
import type { AnyTuningSpec } from './tuning-fit.ts';

export interface TunedArtifact {
  base: ClassifierBase;
  spec: AnyTuningSpec;
  /** What the adapter's config and the card call the base. */
  baseModel: string;
  /** Of the base model: its tokenizer or image processor goes into the artifact. */
  modelFolder: string;
  frozen: ReadonlyMap<string, Tensor>;
  /** What was trained. */
  weights: readonly NamedWeights[];
  metrics: TunedClassifier['metrics'];
}

/**
 * Writes the whole model in the hub's layout, or a PEFT adapter with its head, its tokenizer or image processor, and a
 * `config.json` of base and head, which names the labels. The folder has its name only when it is whole.
 */
export async function writeTuned(folder: string, artifact: TunedArtifact): Promise<void> {
  const { base, spec, modelFolder, frozen, weights } = artifact;
  const { method } = spec;
  const card = describe(artifact);
  if (method.kind !== 'lora') {
    const trained = new Map(weights.map((one) => [one.name, one]));
    const all = base.parameters.flatMap(({ name }) => trained.get(name) ?? fetchWeights(name, frozen.get(name)));
    const source = inMemorySource(all);
    await exportCheckpoint(folder, {
      config: base.json,
      weights: source,
      dtype: 'F32',
      tokenizerFolder: modelFolder,
      card,
    });
    return;
  }
  await writeWhole(folder, async (aside) => {
    await writeAdapter(aside, toPeftAdapter(artifact, method), { card });
    await copyTokenizer(modelFolder, aside);
    const { auto_map: _, ...json } = base.json;
    await writeFile(path.join(aside, configFile), `${JSON.stringify(json, null, 2)}\n`);
  });
}

function fetchWeights(name: string, tensor: Tensor | undefined): NamedWeights[] {
  if (tensor === undefined) return []; // an optional part that the base lacks
  return [{ name, shape: tensor.shape, values: new Float32Array(tensor.dataSync()) }];
}

export function toPeftAdapter(
  { base, weights, baseModel }: Pick<TunedArtifact, 'base' | 'weights' | 'baseModel'>,
  method: Omit<LoraMethod, 'modulesToSave'>,
): PeftAdapter {
  const byName = new Map(weights.map((one) => [one.name, one]));
  const modules = adaptedModules(base, method);
  const valuesOf = (name: string): Float32Array => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`there are no weights ${name}`);
    return found.values;
  };
  const pairs = modules.map(({ module, in: inSize, out }): [string, PeftPair] => [
    base.adapterNameOf(module),
    { rank: method.rank, in: inSize, out, a: valuesOf(loraAName(module)), b: valuesOf(loraBName(module)) },
  ]);
  const saved = base.parameters.flatMap(({ name }): [string, NamedWeights][] => {
    const one = byName.get(name);
    return one === undefined ? [] : [[name, one]];
  });
  const all = [...new Set(base.parameters.map(({ name }) => base.adapterNameOf(name.replace(/\.[^.]+$/, ''))))];
  return {
    config: {
      r: method.rank,
      alpha: method.alpha,
      dropout: method.dropout,
      useRslora: method.useRslora,
      fanInFanOut: false,
      targetModules: targetModules(
        modules.map(({ module }) => base.adapterNameOf(module)),
        all,
      ),
      modulesToSave: base.head.modules.map((module) => module.slice(module.lastIndexOf('.') + 1)),
      baseModel,
      rankPattern: {},
      alphaPattern: {},
      taskType: isForTexts(base) ? 'SEQ_CLS' : null,
    },
    pairs: new Map(pairs),
    saved: new Map(saved),
  };
}

function isForTexts({ json }: ClassifierBase): boolean {
  return String(json.architectures).endsWith('ForSequenceClassification');
}

function describe({ base, spec, baseModel, metrics }: TunedArtifact): HubCard {
  const { method } = spec;
  const loaded = isForTexts(base) ? 'AutoModelForSequenceClassification' : 'AutoModelForImageClassification';
  const onValidation = (name: string, value: number) => ({ name, value, dataset: 'validation' });
  return {
    title: `${baseModel}, fine-tuned`,
    baseModel,
    library: method.kind === 'lora' ? 'peft' : 'transformers',
    pipelineTag: isForTexts(base) ? 'text-classification' : 'image-classification',
    ...(method.kind === 'lora' && {
      summary:
        `An adapter with a head of its own. Load the base by \`${loaded}.from_pretrained(base, config=AutoConfig.from_pretrained(this), ` +
        'ignore_mismatched_sizes=True)`, then this by `PeftModel.from_pretrained(model, this)`.',
    }),
    metrics: [
      onValidation('accuracy', metrics.accuracy),
      onValidation('macro F1', macroAverage(metrics.perLabel).f1),
      ...(metrics.auc === null ? [] : [onValidation('AUC', metrics.auc)]),
      onValidation('loss', metrics.loss),
    ],
    training: {
      method:
        method.kind === 'lora'
          ? `LoRA, rank ${method.rank}, alpha ${method.alpha}, and the head`
          : method.kind === 'head'
            ? 'the head alone'
            : 'all parameters',
      steps: metrics.steps,
      'best step': metrics.bestStep,
      'learning rate': spec.learningRate,
      schedule: spec.schedule,
      'examples per step': spec.batchSize,
      seed: spec.seed,
    },
  };
}
