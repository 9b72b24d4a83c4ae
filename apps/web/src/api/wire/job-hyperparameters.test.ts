import { suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import { autoHyperparameters } from '@modelmint/domain/hyperparameters';
import { suggestLanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { suggestTabularSpec } from '@modelmint/domain/tabular-spec';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { describe, expect, it } from 'vitest';
import type { JobView } from '../../features/fine-tuning/server/job-view.ts';
import { chosenHyperparameters } from './job-hyperparameters.ts';

type Asked = Pick<JobView, 'task' | 'method' | 'spec'> & { baseModel?: string };
const method = { type: 'supervised' as const };
const read = (job: Asked) => chosenHyperparameters(job as JobView);

describe('chosenHyperparameters', () => {
  it('shows what was asked, of the task alone, while the data is not known', () => {
    const hyperparameters = { ...autoHyperparameters, n_epochs: 4, template: 'wide' as const };
    const method = { type: 'supervised' as const, supervised: { hyperparameters } };
    const job = { task: 'image-classification', baseModel: 'image-classifier-cnn', method, spec: null } as const;
    expect(read(job)).toEqual({
      ...{ n_epochs: 4, batch_size: 'auto', learning_rate_multiplier: 'auto', template: 'wide', image_size: 'auto' },
      ...{ label_smoothing: 'auto', weight_decay: 'auto', warmup_ratio: 'auto', early_stop_patience: 'auto' },
    });
  });

  it.each(['normed', 'plain', 'wide'] as const)('finds the name of the template %s again', (template) => {
    const spec = suggestCnnSpec(template, { height: 32, width: 32, trainRows: 100 }, 1);
    expect(read({ task: 'image-classification', method: { type: 'supervised' }, spec })).toMatchObject({
      ...{ template, image_size: 32, n_epochs: spec.epochs, learning_rate_multiplier: 1 },
    });
  });

  it('asks a template for text generation for no adapter', () => {
    const job = { task: 'text-generation', baseModel: 'language-model-lstm', method, spec: null } as const;
    expect(read(job)).toMatchObject({ hidden_size: 'auto', layers: 'auto' });
    expect(read(job)).not.toHaveProperty('lora_rank');
    expect(read({ ...job, baseModel: 'some-llama' })).toHaveProperty('lora_rank', 'auto');
  });

  const columns = [
    { name: 'age', role: 'numeric' },
    { name: 'income', role: 'target' },
  ] as const;
  const size = { trainRows: 100, seed: 1 };
  const wide = suggestTabularSpec('tabular-classification', columns, size);
  const flat = { ...suggestTabularSpec('tabular-regression', columns, size), hiddenSizes: [] };
  const ranks = suggestRecommenderSpec({ trainRows: 100, hasRatings: false }, 1);
  const writes = suggestLanguageModelSpec('llama', { trainCharacters: 1_000, seed: 1 });
  const common = { learning_rate_multiplier: 1, weight_decay: 0.01, warmup_ratio: 0.05, early_stop_patience: 20 };
  it.each<[string, TrainingSpec, object]>([
    [
      'labels',
      wide,
      {
        ...{ ...common, n_epochs: 100, batch_size: 16, hidden_size: 64, layers: 2, dropout: 0.1 },
        ...{ class_weights: 'none', label_smoothing: 0 },
      },
    ],
    ['values', flat, { ...common, n_epochs: 100, batch_size: 16, layers: 0, dropout: 0.1 }],
    [
      'recommendations',
      ranks,
      {
        ...{ n_epochs: 40, batch_size: 64, learning_rate_multiplier: 1, early_stop_patience: 5 },
        ...{ objective: 'sampled-softmax', factors: 16, regularization: 0.05 },
      },
    ],
    [
      'texts from scratch',
      writes,
      {
        ...{ ...common, n_epochs: 20, batch_size: 8, weight_decay: 0.1, early_stop_patience: 3 },
        ...{ max_tokens: 128, layers: 3, hidden_size: 96, vocabulary_size: 256, label_smoothing: 0 },
      },
    ],
  ])('shows the numbers that a model of %s has, and no other', (_name, spec, shown) => {
    expect(read({ task: 'tabular', method, spec })).toEqual(shown);
  });
});
