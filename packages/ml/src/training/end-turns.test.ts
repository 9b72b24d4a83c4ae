import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { endTurns } from './end-turns.ts';

const reference = path.resolve(import.meta.dirname, '../../references/llama-rope-llama3');
const chatMl = `{% for m in messages %}{{ '<|im_start|>' + m['role'] + m['content'] + '<|end|>' }}{% endfor %}`;

/** A base whose config ends texts with token 4, and an artifact with what was copied from it. */
function makeFolders({ template, generation }: { template?: string; generation?: object }) {
  const [base, artifact] = [0, 1].map(() => mkdtempSync(path.join(tmpdir(), 'modelmint-turns-'))) as [string, string];
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    copyFileSync(path.join(reference, name), path.join(base, name));
  const json = JSON.parse(readFileSync(path.join(base, 'tokenizer.json'), 'utf8')) as { added_tokens: object[] };
  const token = { content: '<|end|>', special: true, normalized: false, lstrip: false, rstrip: false };
  json.added_tokens.push({ id: 287, ...token, single_word: false });
  writeFileSync(path.join(base, 'tokenizer.json'), JSON.stringify(json));
  if (template !== undefined) writeFileSync(path.join(base, 'chat_template.jinja'), template);
  if (generation !== undefined)
    for (const folder of [base, artifact])
      writeFileSync(path.join(folder, 'generation_config.json'), JSON.stringify(generation));
  return { base, artifact, file: path.join(artifact, 'generation_config.json') };
}
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

it('adds the end of a turn to what ends an answer, and keeps the rest', async () => {
  const { base, artifact, file } = makeFolders({ template: chatMl, generation: { eos_token_id: 4, temperature: 0.7 } });
  await endTurns(base, artifact);
  expect(read(file)).toEqual({ eos_token_id: [4, 287], temperature: 0.7 });
});

it('writes the file where the base has none', async () => {
  const { base, artifact, file } = makeFolders({ template: chatMl });
  await endTurns(base, artifact);
  expect(read(file)).toEqual({ eos_token_id: [4, 287] });
});

it.each([
  ['no chat template', {}],
  ['a template that cannot be read', { template: '{% if' }],
  [
    'a template that ends a turn with text',
    { template: `{% for m in messages %}{{ m['content'] + ' END' }}{% endfor %}` },
  ],
  ['a config that names the end already', { template: chatMl.replaceAll('<|end|>', '<|eot_id|>') }],
])('changes nothing for a base with %s', async (_case, given) => {
  const { base, artifact, file } = makeFolders(given);
  await endTurns(base, artifact);
  expect(existsSync(file)).toBe(false);
});
