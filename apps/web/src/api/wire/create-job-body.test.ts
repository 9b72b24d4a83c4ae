import { expect, it } from 'vitest';
import { readCreateJob } from './create-job-body.ts';

const body = (method: unknown) => ({ model: 'text-classifier-lstm', training_file: 'file-x', method });

it('takes null for what is not given, down to the settings', () => {
  const { method } = readCreateJob(
    body({ type: 'supervised', dpo: null, supervised: { hyperparameters: { n_epochs: 2, batch_size: null } } }),
  );
  expect(method.supervised?.hyperparameters).toMatchObject({ n_epochs: 2, batch_size: 'auto' });
});

it('refuses settings that are nested without an end', () => {
  const deep: unknown = JSON.parse(`${'{"supervised":'.repeat(50_000)}{}${'}'.repeat(50_000)}`);
  expect(() => readCreateJob(body(deep))).toThrow(
    expect.objectContaining({ code: 'unknown_parameter', param: 'method.supervised.supervised' }),
  );
});
