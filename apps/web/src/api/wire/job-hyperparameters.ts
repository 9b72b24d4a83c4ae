import { findScratchModel } from '@modelmint/domain/base-model';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { type CnnSpec, cnnTemplates } from '@modelmint/domain/cnn-spec';
import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import { type HyperparameterName, hyperparameterNames } from '@modelmint/domain/hyperparameter-names';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { augmentationName } from '@modelmint/domain/resolve-vision-classifier';
import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import { kindOfSpec, trainingKindOf } from '@modelmint/domain/training-kind';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import type { JobView } from '../../features/fine-tuning/server/job-view.ts';

export type WireHyperparameters = { [K in HyperparameterName]?: number | string | readonly string[] };

type Three = Record<'n_epochs' | 'batch_size' | 'learning_rate_multiplier', number | 'auto'>;

/** What was asked for; once the data is known, what was chosen for each `auto`. Only those that this kind of model has. */
export function chosenHyperparameters(job: JobView): Omit<WireHyperparameters, keyof Three> & Three {
  const { method, spec, task, baseModel } = job;
  const asked = method.supervised?.hyperparameters;
  const multiplier = asked?.learning_rate_multiplier ?? 'auto';
  if (spec === null) {
    const kind = trainingKindOf({ task, isFromScratch: findScratchModel(baseModel) !== undefined });
    return {
      ...Object.fromEntries(hyperparameterNames[kind].map((name) => [name, asked?.[name] ?? 'auto'])),
      n_epochs: asked?.n_epochs ?? 'auto',
      batch_size: asked?.batch_size ?? 'auto',
      learning_rate_multiplier: multiplier,
    };
  }
  const known: readonly string[] = hyperparameterNames[kindOfSpec(spec)];
  const rest = {
    weight_decay: spec.weightDecay,
    warmup_ratio: spec.warmupRatio,
    early_stop_patience: spec.earlyStopPatience,
    ...ofKind(spec),
  };
  return {
    n_epochs: spec.epochs,
    batch_size: spec.batchSize,
    learning_rate_multiplier: multiplier === 'auto' ? 1 : multiplier,
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => known.includes(name))),
  };
}

type Own = Omit<WireHyperparameters, keyof Three>;

function ofKind(spec: TrainingSpec): Own {
  switch (spec.task) {
    case 'text-classification':
      if ('kind' in spec) return { ...ofTunedClassifier(spec), max_tokens: spec.maxTokens };
      return {
        embedding_size: spec.embeddingSize,
        hidden_size: spec.hiddenSize,
        max_tokens: spec.maxTokens,
        vocabulary_size: spec.vocabularySizeMax,
        dropout: spec.dropout,
      };
    case 'text-generation':
      return 'kind' in spec ? ofLanguageModel(spec) : ofCausalLm(spec);
    case 'image-classification':
      if ('kind' in spec) return { ...ofTunedClassifier(spec), augmentation: augmentationName(spec.augmentation) };
      return ofCnn(spec);
    case 'tabular-classification':
    case 'tabular-regression':
      return ofTabular(spec);
    case 'recommendation':
      return { objective: spec.objective, factors: spec.factors, regularization: spec.regularisation };
  }
}

function ofCausalLm({ method, maxTokens, labelSmoothing }: CausalLmSpec): Own {
  return { ...ofMethod(method), max_tokens: maxTokens, label_smoothing: labelSmoothing };
}

function ofMethod(method: CausalLmSpec['method']): Own {
  if (method.kind === 'full') return { training_method: 'full' };
  const { kind, rank, alpha, dropout, targetModules, modulesToSave } = method;
  return {
    ...{ training_method: kind, lora_rank: rank, lora_alpha: alpha, lora_dropout: dropout },
    ...{ lora_target_modules: targetModules ?? 'auto', modules_to_save: modulesToSave ?? 'auto' },
  };
}

function ofTunedClassifier(spec: EncoderClassifierSpec | VisionClassifierSpec): Own {
  return {
    ...ofMethod(spec.method),
    ...{ dropout: spec.headDropout, class_weights: spec.isBalanced ? 'balanced' : 'none' },
    label_smoothing: spec.labelSmoothing,
  };
}

function ofLanguageModel(spec: LanguageModelSpec): Own {
  return {
    max_tokens: spec.contextLength,
    layers: spec.layers,
    hidden_size: spec.hiddenSize,
    vocabulary_size: spec.vocabulary.kind === 'bpe' ? spec.vocabulary.size : 256, // bytes
    ...('dropout' in spec ? { dropout: spec.dropout } : {}),
    label_smoothing: spec.labelSmoothing,
  };
}

function ofCnn(spec: CnnSpec): Own {
  const layers = JSON.stringify(spec.layers);
  const template = Object.entries(cnnTemplates).find(([, one]) => JSON.stringify(one) === layers);
  return {
    ...(template === undefined ? {} : { template: template[0] }),
    image_size: spec.height,
    label_smoothing: spec.labelSmoothing,
  };
}

/** What has no meaning without labels, or without hidden layers, is left out. */
function ofTabular({ task, hiddenSizes, dropout, isBalanced, labelSmoothing }: TabularSpec): Own {
  const [widest] = hiddenSizes;
  return {
    ...(widest === undefined ? {} : { hidden_size: widest }),
    layers: hiddenSizes.length,
    dropout,
    ...(task === 'tabular-regression'
      ? {}
      : { class_weights: isBalanced ? 'balanced' : 'none', label_smoothing: labelSmoothing }),
  };
}
