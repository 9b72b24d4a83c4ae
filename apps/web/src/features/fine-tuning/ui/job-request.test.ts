import { expect, test } from 'vitest';
import { jobRequest } from './job-request.ts';

const request: Parameters<typeof jobRequest>[0] = {
  baseUrl: 'http://localhost:3000/v1',
  model: 'text-classifier-lstm',
  trainingFile: 'file-abc',
  suffix: 'intents-v3',
  seed: 7,
  hyperparameters: { n_epochs: 4 },
};
const codeOf = (label: string, options = request) =>
  jobRequest(options).find((sample) => sample.label === label)?.code ?? '';

test('the body of the curl sample is the whole request', () => {
  const body = /-d '([\s\S]*)'$/.exec(codeOf('curl'))?.[1] ?? '';
  expect(JSON.parse(body)).toEqual({
    model: 'text-classifier-lstm',
    training_file: 'file-abc',
    suffix: 'intents-v3',
    seed: 7,
    method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 4 } } },
  });
});

test('the TypeScript sample is a valid object of the same values', () => {
  const object = /create\(([\s\S]*?)\);$/.exec(codeOf('TypeScript'))?.[1] ?? '';
  const body = /-d '([\s\S]*)'$/.exec(codeOf('curl'))?.[1] ?? '';
  expect(new Function(`return (${object})`)()).toEqual(JSON.parse(body));
});

test('what is auto is left out', () => {
  const code = codeOf('Python', { ...request, hyperparameters: {} });
  expect(code).toContain('training_file="file-abc"');
  expect(code).not.toContain('method');
});
