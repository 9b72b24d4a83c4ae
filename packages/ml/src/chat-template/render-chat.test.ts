import { expect, it } from 'vitest';
import { renderChat } from './render-chat.ts';

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Hé <b>', weight: 1 },
];

it.each([
  ['{{ bos_token }}{{ messages[0].content }}{{ eos_token }}', '<s>Be brief.</s>'],
  ['{{ messages | tojson }}', '[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hé <b>"}]'],
  ["{% for m in messages %}\n{{ loop.index0 ~ m['role'] }}\n{% endfor %}", '0system\n1user\n'],
  ['{% if add_generation_prompt %}go{% endif %}{% if tools is none %}!{% endif %}', 'go!'],
  ['{{ enable_thinking }} {{ range(3) | list }}', 'true [0, 1, 2]'],
  [
    '{% for m in messages %}{% if loop.last %}{% generation %}{{ m.role }}{% endgeneration %}{% endif %}{% endfor %}',
    'user',
  ],
])('renders %j', (template, text) => {
  const values = { messages, addGenerationPrompt: true, bosToken: '<s>', eosToken: '</s>' };
  expect(renderChat(template, { ...values, variables: { enable_thinking: true } })).toBe(text);
});

it('gives today to strftime_now', () => {
  const now = new Date();
  expect(renderChat("{{ strftime_now('%Y-%m-%d') }}", { messages })).toMatch(new RegExp(`^${now.getFullYear()}-`));
});

const invalid = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

it.each([
  [
    'a loop in a loop',
    '{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}',
    'was stopped',
  ],
  [
    'a text that doubles',
    "{% set n = namespace(s='x') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    'a text or list of more than',
  ],
  ['a huge range', '{{ range(10 ** 9) }}', 'a range of more than'],
  ['a range without end', '{{ range(1, 5, 0) }}', 'a range of more than'],
  ['a macro that calls itself', '{% macro f(g) %}{{ g(g) }}{% endmacro %}{{ f(f) }}', ''],
  ['what is no Jinja', '{% for', 'is not valid Jinja'],
  ['an endless template', 'x'.repeat(300_000), 'the limit is'],
  ['a way out of the sandbox', "{{ messages.constructor.constructor('return process')() }}", 'fails on these messages'],
  ['a way out by a text', "{{ ''.__proto__.constructor('x') }}", 'fails on these messages'],
])('stops %s', (_, template, message) => {
  expect(() => renderChat(template, { messages })).toThrow(invalid('invalid_file', message));
});

it('passes on why a template refuses the messages', () => {
  expect(() => renderChat("{{ raise_exception('roles must alternate') }}", { messages })).toThrow(
    invalid('invalid_value', 'roles must alternate'),
  );
});
