import { expect, test } from 'vitest';
import { readChatRow } from './dataset-chat-row.ts';
import { checkRow } from './dataset-row.ts';

const limits = { textCharactersMax: 20, labelCharactersMax: 5 };
const rules = { columns: { textColumn: 'text', labelColumn: 'label' }, limits };

test.each<[unknown, string]>([
  [' spam ', 'spam'],
  [1, '1'],
  [0, '0'],
  [-2.5, '-2.5'],
  [false, 'false'],
  ['12345', '12345'],
])('label %j is %j', (label, name) => {
  expect(checkRow('hi', label, 1, rules)).toEqual({ text: 'hi', label: name });
});

test.each<[unknown, unknown, string]>([
  [undefined, 'a', 'text_missing'],
  [7, 'a', 'text_not_string'],
  [null, 'a', 'text_not_string'],
  [' \n\t', 'a', 'text_empty'],
  ['x'.repeat(21), 'a', 'text_too_long'],
  ['a\0b', 'a', 'nul_character'],
  ['cut \ud83d', 'a', 'lone_surrogate'],
  ['hi', undefined, 'label_missing'],
  ['hi', null, 'label_not_scalar'],
  ['hi', ['a'], 'label_not_scalar'],
  ['hi', { a: 1 }, 'label_not_scalar'],
  ['hi', Number.POSITIVE_INFINITY, 'label_not_scalar'],
  ['hi', '  ', 'label_empty'],
  ['hi', '123456', 'label_too_long'],
  ['hi', 'a\0', 'nul_character'],
])('text %j with label %j is %s', (text, label, code) => {
  expect(checkRow(text, label, 9, rules)).toMatchObject({ code, line: 9 });
});

test('a whole emoji is no lone surrogate', () => {
  expect(checkRow('smile 😀', 'a', 1, rules)).toEqual({ text: 'smile 😀', label: 'a' });
});

const user = { role: 'user', content: 'hi' };
const assistant = { role: 'assistant', content: 'a' };

test.each<[string, unknown]>([
  ['plain', [user, assistant]],
  ['with a system message', [{ role: 'system', content: 'Classify.' }, user, assistant]],
  ['with a developer message', [{ role: 'developer', content: 'Classify.' }, user, assistant]],
  ['in parts', [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }, assistant]],
])('a chat %s is a row', (_name, messages) => {
  expect(readChatRow(messages, 1, limits)).toEqual({ text: 'hi', label: 'a' });
});

test.each<[string, unknown, string]>([
  ['that is no list', 'hi', 'chat_invalid'],
  ['without messages', [], 'chat_invalid'],
  ['with a null message', [null], 'chat_invalid'],
  ['with an unknown role', [{ role: 'bot', content: 'hi' }], 'chat_invalid'],
  ['without an answer', [user], 'chat_invalid'],
  ['that begins with the answer', [assistant, user], 'chat_invalid'],
  ['with two users', [user, user], 'chat_invalid'],
  ['with a tool', [user, { role: 'tool', content: 'x' }, assistant], 'chat_invalid'],
  ['of more turns', [user, assistant, user, assistant], 'chat_many_turns'],
  ['with an image', [{ role: 'user', content: [{ type: 'image_url' }] }, assistant], 'text_not_string'],
  ['with null in its parts', [{ role: 'user', content: [null] }, assistant], 'text_not_string'],
  ['with a long answer', [user, { role: 'assistant', content: 'a whole sentence' }], 'label_too_long'],
])('a chat %s is refused', (_name, messages, code) => {
  expect(readChatRow(messages, 3, limits)).toMatchObject({ code, line: 3 });
});
