import path from 'node:path';
import { expect, test } from 'vitest';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import { endOfTurnId } from './end-of-turn.ts';
import { loadChatTemplate } from './load-chat-template.ts';

const folder = path.join(import.meta.dirname, '../../references/qwen2-tied');

test('the end of a turn is the special token behind the answer', async () => {
  const tokenizer = await loadTokenizer(folder);
  const id = endOfTurnId(tokenizer, await loadChatTemplate(folder));
  expect(id).not.toBeNull();
  expect(tokenizer.specialIds.has(id ?? -1)).toBe(true);
});

test.each([
  ['ends with text', '{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}'],
  ['takes no plain chat', '{{ raise_exception("give a system message") }}'],
])('a template that %s has none', async (_, template) => {
  expect(endOfTurnId(await loadTokenizer(folder), template)).toBeNull();
});
