import path from 'node:path';
import { expect, it } from 'vitest';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import { findTurnEnd } from './find-turn-end.ts';
import { loadChatTemplate } from './load-chat-template.ts';

const folder = (name: string) => path.resolve(import.meta.dirname, '../../references', name);

it.each([
  ['llama-rope-llama3', '<|eot_id|>'],
  ['qwen3-patterns', '<|im_end|>'],
])('finds the special token that ends a turn: %s', async (name, token) => {
  const tokenizer = await loadTokenizer(folder(name));
  const end = findTurnEnd(tokenizer, await loadChatTemplate(folder(name)));
  expect(end).toEqual({ ids: [tokenizer.idOf(token)], stops: [] });
});

it.each([
  ['text', "{% for m in messages %}{{ m.role + ': ' + m.content + ' ###\\n' }}{% endfor %}", ['###']],
  ['nothing', '{% for m in messages %}{{ m.content }}\n{% endfor %}', []],
  ['a whole text', `{% for m in messages %}{{ m.content }}${'x'.repeat(100_000)}{% endfor %}`, []],
  ['a template that refuses', "{{ raise_exception('no') }}", []],
])('takes what is no special token for a stop string: %s', async (_case, template, stops) => {
  expect(findTurnEnd(await loadTokenizer(folder('qwen2-tied')), template)).toEqual({ ids: [], stops });
});
