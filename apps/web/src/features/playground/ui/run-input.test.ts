import { expect, it } from 'vitest';
import { callOfRun, readRunInput } from './run-input.ts';

it.each([
  [{ input: 'late' }, { texts: ['late'], image: null, rows: [] }],
  [{ input: ['a', 'b'] }, { texts: ['a', 'b'], rows: [] }],
  [
    { input: { image: 'AA' }, name: 'boot.png' },
    { image: { name: 'boot.png', url: 'data:image/png;base64,AA' }, rows: [] },
  ],
  [{ input: { image: null } }, { image: { name: '', url: null } }],
  [{ input: { age: 4, city: null } }, { rows: [{ age: 4, city: null }], image: null }],
  [{ input: [{ age: 4 }] }, { rows: [{ age: 4 }], texts: [] }],
  [
    { prompt: 'a', temperature: 0.5, stop: [] },
    { prompt: 'a', sampling: { temperature: 0.5 } },
  ],
  [{ user: 7, top_k: 3, include_seen: true }, { recommend: { user: '7', topK: 3, includesSeen: true } }],
  [
    { input: 7, messages: 'no' },
    { texts: [], messages: [] },
  ],
])('reads %j', (input, read) => {
  expect(readRunInput({ input })).toMatchObject(read);
});

it('makes the code of a run', () => {
  const answer = { predictions: [{ kind: 'value', value: 2 }] };
  expect(callOfRun({ mode: 'predict', input: { input: [{ a: 1 }] }, answer })).toEqual({
    ...{ kind: 'prediction', input: { a: 1 }, target: 'value' },
  });
  const messages = [{ role: 'user', content: 'x' }];
  expect(callOfRun({ mode: 'chat', input: { messages, top_p: 1 }, answer })).toEqual({
    ...{ kind: 'chat', messages, sampling: { top_p: 1 } },
  });
});
