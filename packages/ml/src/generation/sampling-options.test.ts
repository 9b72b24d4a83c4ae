import { expect, it } from 'vitest';
import { checkSamplingOptions, defaultSampling } from './sampling-options.ts';

it.each([
  [{ temperature: -0.1 }, 'temperature', 'temperature must be a number from 0 to 2, not -0.1'],
  [{ temperature: 2.1 }, 'temperature', 'from 0 to 2'],
  [{ temperature: Number.NaN }, 'temperature', 'not NaN'],
  [{ topK: 1.5 }, 'top_k', 'a whole number from 0, not 1.5'],
  [{ topK: -1 }, 'top_k', 'from 0'],
  [{ topP: 1.01 }, 'top_p', 'from 0 to 1'],
  [{ minP: -1 }, 'min_p', 'from 0 to 1'],
  [{ repetitionPenalty: 0 }, 'repetition_penalty', 'above 0 to 10'],
  [{ presencePenalty: 3 }, 'presence_penalty', 'from -2 to 2'],
  [{ frequencyPenalty: -3 }, 'frequency_penalty', 'from -2 to 2'],
  [{ logitBias: new Map([[100, 1]]) }, 'logit_bias', 'from 0 to 99, not 100'],
  [{ logitBias: new Map([[5, -101]]) }, 'logit_bias', 'from -100 to 100'],
])('refuses %o', (part, param, what) => {
  expect(() => checkSamplingOptions({ ...defaultSampling, ...part }, 100)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param, message: expect.stringContaining(what) }),
  );
});

it('takes the ends of each range', () => {
  for (const part of [{ temperature: 0 }, { temperature: 2, topP: 0, minP: 1, logitBias: new Map([[99, 100]]) }])
    expect(() => checkSamplingOptions({ ...defaultSampling, ...part }, 100)).not.toThrow();
});
