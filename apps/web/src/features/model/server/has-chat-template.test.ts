import { expect, test } from 'vitest';
import { hasChatTemplate } from './has-chat-template.ts';

const figures = { loss: 1, perplexity: 2.7, tokenAccuracy: 0.5, tokens: 9 };
const language = { ...figures, base: null, samples: [], bestStep: 1, steps: 1, stoppedEarly: false };

test.each([
  [{ ...language, hasChatTemplate: true }, true],
  [{ ...language, hasChatTemplate: false }, false],
  [language, false],
  [{ accuracy: 1 }, false],
])('of a model from nothing with %j: %s', (metrics, answer) => {
  expect(hasChatTemplate({ base: null, metrics })).toBe(answer);
});
