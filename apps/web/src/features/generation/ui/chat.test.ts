import { expect, it } from 'vitest';
import { messagesOf } from './chat.ts';
import type { Generated } from './generated.ts';

const answer: Generated = {
  ...{ requestId: 'req_1', modelName: 'm', latencyMs: 1, amountMicros: 1n, wasCold: false },
  ...{ text: 'Two days.', finishReason: 'stop', promptTokens: 3, completionTokens: 2 },
};

it('sends what was said before, with the system message in front', () => {
  expect(messagesOf('Be brief.', [{ question: 'How late?', answer }], 'Why?')).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'How late?' },
    { role: 'assistant', content: 'Two days.' },
    { role: 'user', content: 'Why?' },
  ]);
});

it('sends no empty system message', () => {
  expect(messagesOf(' \n', [], 'Why?')).toEqual([{ role: 'user', content: 'Why?' }]);
});
