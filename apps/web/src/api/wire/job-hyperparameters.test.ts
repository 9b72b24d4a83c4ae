import { suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import { autoHyperparameters } from '@modelmint/domain/hyperparameters';
import { describe, expect, it } from 'vitest';
import type { JobView } from '../../features/fine-tuning/server/job-view.ts';
import { chosenHyperparameters } from './job-hyperparameters.ts';

type Asked = Pick<JobView, 'task' | 'method' | 'spec'>;
const read = (job: Asked) => chosenHyperparameters(job as JobView);

describe('chosenHyperparameters', () => {
  it('shows what was asked, of the task alone, while the data is not known', () => {
    const hyperparameters = { ...autoHyperparameters, n_epochs: 4, template: 'wide' as const };
    const method = { type: 'supervised' as const, supervised: { hyperparameters } };
    expect(read({ task: 'image-classification', method, spec: null })).toEqual({
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
});
