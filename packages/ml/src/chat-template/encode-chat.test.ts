import { expect, it } from 'vitest';
import { makeTokenizer } from '../tokenizer/make-tokenizer.ts';
import { addedToken, byteLevelJson } from '../tokenizer/toy-tokenizers.ts';
import { encodeChat } from './encode-chat.ts';

const special = ['<|im_start|>', '<|im_end|>', '<s>', '</s>'];
const tokenizer = makeTokenizer(
  byteLevelJson({ added_tokens: special.map((content, i) => addedToken(264 + i, content, { special: true })) }),
  { bos_token: '<s>', eos_token: '</s>' },
);

const chatMl =
  "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";
const instruct =
  "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}[INST] {{ m.content }} [/INST]" +
  '{% else %} {{ m.content | trim }}{{ eos_token }}{% endif %}{% endfor %}';
/** Shows an empty thought in the last answer only, as Qwen3 does. */
const thinking =
  "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' and loop.last %}<t></t>\n{% endif %}" +
  '{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';
const tagged =
  "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|im_end|>" +
  '{% endgeneration %}\n\n{% else %}{{ m.content }}<|im_end|>\n{% endif %}{% endfor %}';
const taggedApart =
  "{% for m in messages %}\n  {%- if m.role == 'assistant' %}\n<|im_start|>assistant\n    {%- generation %}\n{{ m.content }}" +
  '<|im_end|>\n    {% endgeneration -%}\n{% else %}\n<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endif %}\n{%- endfor %}';

const chat = [
  { role: 'user', content: 'a' },
  { role: 'assistant', content: 'hello' },
  { role: 'user', content: 'hello' },
  { role: 'assistant', content: ' wor' },
];

/** The trained parts of a chat as texts. */
function trainedTexts(template: string, messages: Parameters<typeof encodeChat>[2]) {
  const { ids, trained } = encodeChat(tokenizer, template, messages);
  expect(trained).toHaveLength(ids.length);
  const runs: number[][] = [];
  for (const [i, id] of ids.entries()) {
    if (trained[i] !== 1) continue;
    if (trained[i - 1] !== 1) runs.push([]);
    runs.at(-1)?.push(id);
  }
  return runs.map((run) => tokenizer.decode(run));
}

it.each([
  ['ChatML', chatMl, ['hello<|im_end|>', ' wor<|im_end|>']],
  ['Llama 2', instruct, [' hello</s>', ' wor</s>']],
  ['a template whose last turn differs', thinking, ['hello<|im_end|>', '<t></t>\n wor<|im_end|>']],
  ['generation tags', tagged, ['hello<|im_end|>', ' wor<|im_end|>']],
  ['generation tags with white space control', taggedApart, ['hello<|im_end|>\n', ' wor<|im_end|>\n']],
])('trains the answers and their ends: %s', (_, template, expected) => {
  expect(trainedTexts(template, chat)).toEqual(expected);
});

it('leaves out answers of weight 0, and a chat without answers', () => {
  const weighted = chat.map((message, i) => ({ ...message, weight: i === 1 ? 0 : 1 }));
  expect(trainedTexts(chatMl, weighted)).toEqual([' wor<|im_end|>']);
  expect(trainedTexts(tagged, weighted)).toEqual([' wor<|im_end|>']);
  expect(trainedTexts(chatMl, chat.slice(0, 1))).toEqual([]);
});

it('tells an answer from the same text elsewhere', () => {
  const messages = [
    { role: 'user', content: 'assistant' },
    { role: 'assistant', content: 'assistant' },
  ];
  expect(encodeChat(tokenizer, chatMl, messages).trained.indexOf(1)).toBe(
    tokenizer.encode('<|im_start|>user\nassistant<|im_end|>\n<|im_start|>assistant\n').length,
  );
});

it('ends with the generation prompt where it is asked for', () => {
  const { ids, trained } = encodeChat(tokenizer, chatMl, { messages: chat, addGenerationPrompt: true });
  expect(tokenizer.decode(ids).endsWith('<|im_start|>assistant\n')).toBe(true);
  expect(trained.at(-1)).toBe(0);
});

it('counts a token that holds the border of an answer to the answer', () => {
  const template = '{% for m in messages %}{{ m.content }}{% endfor %}';
  const messages = [
    { role: 'user', content: 'h' },
    { role: 'assistant', content: 'ello' },
  ];
  expect(encodeChat(tokenizer, template, messages)).toEqual({ ids: [259], trained: Uint8Array.of(1) });
});

it('refuses a template that hides what is the assistant’s, and says what to do', () => {
  const shouting = '{% for m in messages %}{{ messages | length }}{{ m.content | upper }}{% endfor %}';
  expect(() => encodeChat(tokenizer, shouting, chat)).toThrow(
    expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining('{% generation %}') }),
  );
});
