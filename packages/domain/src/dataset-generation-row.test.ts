import { expect, test } from 'vitest';
import { readGenerationRow } from './dataset-generation-row.ts';
import type { DatasetProblemCode } from './dataset-problem.ts';
import { taskOfObject } from './dataset-task.ts';
import type { GenerationFields } from './generation-row.ts';

const system = { role: 'system', content: 'Be brief.' };
const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello.' };
const call = { id: 'c1', type: 'function', function: { name: 'now', arguments: '{}' } };
const tools = [{ type: 'function', function: { name: 'now' } }];

test.each<[string, Record<string, unknown>, object]>([
  ['a chat', { messages: [user, assistant] }, { kind: 'messages', prompt: 'Hi', answer: 'Hello.', turns: 2 }],
  ['with a system message', { messages: [system, user, assistant] }, { hasSystem: true, messages: 3, turns: 2 }],
  ['of many turns', { messages: [user, assistant, user, assistant] }, { turns: 4, hasSystem: false }],
  ['an answer alone', { messages: [assistant] }, { prompt: '', answer: 'Hello.' }],
  ['prompt and completion', { prompt: 'a', completion: ' b', n: 1 }, { json: '{"prompt":"a","completion":" b"}' }],
  ['an empty prompt', { prompt: '', completion: 'b' }, { kind: 'completion', prompt: '', answer: 'b' }],
  ['text', { text: 'Once upon' }, { kind: 'text', json: '{"text":"Once upon"}', prompt: '', messages: 0 }],
])('%s is a row', (_name, row, found) => {
  expect(readGenerationRow(row, 1)).toMatchObject(found);
});

test.each<[string, object[], object[]]>([
  [
    'developer as system',
    [{ role: 'developer', content: 'x' }, assistant],
    [{ role: 'system', content: 'x' }, assistant],
  ],
  [
    'parts as one string',
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      assistant,
    ],
    [{ role: 'user', content: 'a\nb' }, assistant],
  ],
  [
    'weights',
    [user, { ...assistant, weight: 0 }, user, { ...assistant, weight: 1 }],
    [user, { ...assistant, weight: 0 }, user, { ...assistant, weight: 1 }],
  ],
  ['no weight of others', [{ ...user, weight: 1, mood: 'x' }, assistant], [user, assistant]],
  [
    'tool calls and their answers',
    [
      user,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', content: '', tool_call_id: 'c1' },
      assistant,
    ],
    [
      user,
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', content: '', tool_call_id: 'c1' },
      assistant,
    ],
  ],
])('keeps %s', (_name, messages, kept) => {
  const row = readGenerationRow({ messages, tools, id: 7 }, 1);
  expect(JSON.parse('json' in row ? row.json : '')).toEqual({ messages: kept, tools });
});

test.each<[string, Record<string, unknown>, DatasetProblemCode, RegExp]>([
  ['none of the kinds', { question: 'a', answer: 'b' }, 'row_unclear', /question, answer/],
  ['text and a label', { text: 'a', label: 'b' }, 'text_not_alone', /lost: label/],
  ['a prompt alone', { prompt: 'a' }, 'field_missing', /"completion"/],
  ['a completion alone', { completion: 'a' }, 'field_missing', /"prompt"/],
  ['a prompt of messages', { prompt: [user], completion: 'a' }, 'field_not_string', /"prompt".*a list/],
  ['an empty completion', { prompt: 'a', completion: ' ' }, 'field_empty', /"completion"/],
  ['empty text', { text: '\n' }, 'field_empty', /"text"/],
  ['half an emoji', { text: 'a \ud83d' }, 'lone_surrogate', /half/],
  ['a NUL', { messages: [user, { role: 'assistant', content: 'a\0' }] }, 'nul_character', /NUL/],
  ['messages as a string', { messages: 'hi' }, 'messages_not_list', /a string/],
  ['no messages', { messages: [] }, 'messages_not_list', /an empty list/],
  ['a null message', { messages: [null] }, 'message_invalid', /Message 1 .*not an object but null/],
  ['an unknown role', { messages: [user, { role: 'bot', content: 'a' }] }, 'message_invalid', /Message 2.*"bot"/],
  [
    'a role of the prototype',
    { messages: [{ role: 'constructor', content: 'a' }] },
    'message_invalid',
    /"constructor"/,
  ],
  ['no role', { messages: [{ content: 'a' }] }, 'message_invalid', /role is missing/],
  ['no content', { messages: [{ role: 'user' }, assistant] }, 'message_invalid', /no content/],
  ['null as content', { messages: [user, { role: 'assistant', content: null }] }, 'message_invalid', /is null/],
  ['an empty answer', { messages: [user, { role: 'assistant', content: '' }] }, 'message_invalid', /is empty/],
  [
    'an image',
    { messages: [{ role: 'user', content: [{ type: 'image_url' }] }, assistant] },
    'message_invalid',
    /part/,
  ],
  ['null as a part', { messages: [{ role: 'user', content: [null] }, assistant] }, 'message_invalid', /part/],
  ['a weight of 0.5', { messages: [user, { ...assistant, weight: 0.5 }] }, 'message_invalid', /0 or 1/],
  ['a name that is a number', { messages: [{ ...user, name: 3 }, assistant] }, 'message_invalid', /"name"/],
  ['an old function call', { messages: [user, { ...assistant, function_call: {} }] }, 'message_invalid', /tool_calls/],
  ['no list of calls', { messages: [user, { ...assistant, tool_calls: {} }] }, 'message_invalid', /list of calls/],
  ['a call without a name', { messages: [user, { ...assistant, tool_calls: [null] }] }, 'message_invalid', /"name"/],
  [
    'a user who calls',
    { messages: [{ ...user, tool_calls: [call] }, assistant] },
    'message_invalid',
    /only the assistant/,
  ],
  ['tools that are none', { messages: [user, assistant], tools: [{}] }, 'tools_invalid', /"name"/],
  ['the user last', { messages: [user, assistant, user] }, 'answer_not_last', /"user"/],
  ['nothing that counts', { messages: [user, { ...assistant, weight: 0 }] }, 'no_answer_counts', /weight 0/],
])('%s is refused', (_name, row, code, message) => {
  expect(readGenerationRow(row, 4)).toMatchObject({ code, line: 4, message: expect.stringMatching(message) });
});

test('a call that is nested without end is refused', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
  const calls = [{ function: { name: 'a', arguments: deep } }];
  expect(readGenerationRow({ messages: [user, { ...assistant, tool_calls: calls }] }, 1)).toMatchObject({
    code: 'message_invalid',
    message: expect.stringMatching(/nested too deeply/),
  });
});

test.each<[GenerationFields, object]>([
  [{ prompt: 'text', answer: 'label' }, { json: '{"prompt":"a","completion":"b"}' }],
  [{ prompt: null, answer: 'label' }, { json: '{"text":"b"}' }],
  [
    { prompt: 'body', answer: 'label' },
    { code: 'field_missing', message: 'The field "body" is missing.' },
  ],
])('fields that were chosen are read: %j', (fields, found) => {
  expect(readGenerationRow({ text: 'a', label: 'b' }, 1, fields)).toMatchObject(found);
});

test.each([
  [{ messages: [] }, 'text-generation'],
  [{ prompt: '', completion: '' }, 'text-generation'],
  [{ prompt: 'a', label: 'b' }, 'text-classification'],
  [{ text: 'a' }, 'text-classification'],
])('%j is read for %s', (object, task) => {
  expect(taskOfObject(object)).toBe(task);
});
