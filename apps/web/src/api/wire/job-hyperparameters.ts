import { cnnTemplates } from '@modelmint/domain/cnn-spec';
import { type HyperparameterName, hyperparameterNames } from '@modelmint/domain/hyperparameter-names';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { JobView } from '../../features/fine-tuning/server/job-view.ts';

export type WireHyperparameters = { [K in HyperparameterName]?: number | string };

type Three = Record<'n_epochs' | 'batch_size' | 'learning_rate_multiplier', number | 'auto'>;

/** What was asked for; once the data is known, what was chosen for each `auto`. Only those that the task has. */
export function chosenHyperparameters({ method, spec, task }: JobView): Omit<WireHyperparameters, keyof Three> & Three {
  const asked = method.supervised?.hyperparameters;
  const multiplier = asked?.learning_rate_multiplier ?? 'auto';
  if (spec === null)
    return {
      ...Object.fromEntries(hyperparameterNames[task].map((name) => [name, asked?.[name] ?? 'auto'])),
      n_epochs: asked?.n_epochs ?? 'auto',
      batch_size: asked?.batch_size ?? 'auto',
      learning_rate_multiplier: multiplier,
    };
  return {
    n_epochs: spec.epochs,
    batch_size: spec.batchSize,
    learning_rate_multiplier: multiplier === 'auto' ? 1 : multiplier,
    weight_decay: spec.weightDecay,
    warmup_ratio: spec.warmupRatio,
    early_stop_patience: spec.earlyStopPatience,
    ...ofTask(spec),
  };
}

function ofTask(spec: TrainingSpec): Omit<WireHyperparameters, keyof Three> {
  switch (spec.task) {
    case 'text-classification':
      return {
        embedding_size: spec.embeddingSize,
        hidden_size: spec.hiddenSize,
        max_tokens: spec.maxTokens,
        vocabulary_size: spec.vocabularySizeMax,
        dropout: spec.dropout,
      };
    case 'text-generation': {
      const { method } = spec;
      return {
        training_method: method.kind,
        ...(method.kind === 'full'
          ? {}
          : { lora_rank: method.rank, lora_alpha: method.alpha, lora_dropout: method.dropout }),
        max_tokens: spec.maxTokens,
        label_smoothing: spec.labelSmoothing,
      };
    }
    case 'image-classification': {
      const layers = JSON.stringify(spec.layers);
      const template = Object.entries(cnnTemplates).find(([, one]) => JSON.stringify(one) === layers);
      return {
        ...(template === undefined ? {} : { template: template[0] }),
        image_size: spec.height,
        label_smoothing: spec.labelSmoothing,
      };
    }
  }
}
