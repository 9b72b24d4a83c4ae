import { expect, it } from 'vitest';
import { exchangesOf, messagesOf } from './chat.ts';
import type { Generated } from './generated.ts';

const answer: Generated = {
  ...{ requestId: 'req_1', modelName: 'm', latencyMs: 1, amountMicros: 1n, wasCold: false, runId: null },
  ...{ text: 'Two days.', finishReason: 'stop', promptTokens: 3, completionTokens: 2 },
};

it('sends what was said before, with the system message in front', () => {
  expect(messagesOf('Be brief.', [{ question: 'How late?', text: 'Two days.', answer }], 'Why?')).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'How late?' },
    { role: 'assistant', content: 'Two days.' },
    { role: 'user', content: 'Why?' },
  ]);
});

it('sends no empty system message', () => {
  expect(messagesOf(' \n', [], 'Why?')).toEqual([{ role: 'user', content: 'Why?' }]);
});

it('reads a conversation of the history', () => {
  const messages = messagesOf('Be brief.', [{ question: 'How late?', text: 'Two days.', answer }], 'Why?');
  expect(exchangesOf(messages, 'Snow.')).toEqual({
    system: 'Be brief.',
    exchanges: [
      { question: 'How late?', text: 'Two days.', answer: null },
      { question: 'Why?', text: 'Snow.', answer: null },
    ],
  });
  expect(exchangesOf([], '')).toEqual({ system: '', exchanges: [] });
});
