import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CallExample, type CallInput, callSnippets, curlSnippet } from './call-snippets.ts';

const texts = [
  'My parcel never came.',
  `It's "late" $HOME \`id\` \\ 100%`,
  'two\nlines and a tab\there',
  '在哪里 – 🙂 \u2028 end',
  '\\" and \\\\" and \\\'',
];
const called = { baseUrl: 'http://localhost:3000/v1', model: 'reply-drafts' };
const sampling = { temperature: 0.2, max_tokens: 64, stop: ['\n\n', "it's"], seed: 7 };

interface Case {
  input: CallInput;
  path: string;
  /** Beside the model. */
  body: object;
}

const casesOf = (text: string): Case[] => [
  { input: { input: text }, path: '/classifications', body: { input: text, top_k: 3 } },
  { input: { kind: 'embeddings', input: text }, path: '/embeddings', body: { input: text } },
  {
    input: {
      kind: 'prediction',
      input: { 'sepal length': 5.1, [text]: text, open: true, gone: null },
      target: 'label',
    },
    path: '/predictions',
    body: { input: { 'sepal length': 5.1, [text]: text, open: true, gone: null }, top_k: 3 },
  },
  {
    input: { kind: 'prediction', input: [{ a: 1 }, { a: null }], target: 'value' },
    path: '/predictions',
    body: { input: [{ a: 1 }, { a: null }] },
  },
  {
    input: { kind: 'recommendation', user: text, includesSeen: true },
    path: '/recommendations',
    body: { user: text, top_k: 10, include_seen: true },
  },
  {
    input: { kind: 'completion', prompt: text, sampling },
    path: '/completions',
    body: { prompt: text, ...sampling },
  },
  {
    input: {
      kind: 'chat',
      messages: [
        { role: 'system', content: 'Answer in one sentence.' },
        { role: 'user', content: text },
      ],
      sampling,
    },
    path: '/chat/completions',
    body: {
      messages: [
        { role: 'system', content: 'Answer in one sentence.' },
        { role: 'user', content: text },
      ],
      ...sampling,
    },
  },
];
const cases = texts.flatMap(casesOf);
const exampleOf = ({ input }: Case): CallExample => ({ ...input, ...called });
const codeOf = (id: string, one: Case) => callSnippets(exampleOf(one)).find((snippet) => snippet.id === id)?.code ?? '';

/** The words that the shell would give to curl. */
function shellWords(code: string, input = ''): string {
  const script = code.replace('curl http', `printf '%s\\n' http`);
  const env = { ...process.env, MODELMINT_API_KEY: 'sk-mm-1' };
  return execFileSync('sh', ['-c', script], { env, input }).toString();
}

describe('callSnippets', () => {
  it.each(cases)('gives the shell exactly the body for $path, $input', (one) => {
    const words = shellWords(curlSnippet(exampleOf(one)));
    expect(words.startsWith(`${called.baseUrl}${one.path}\n-H\nAuthorization: Bearer sk-mm-1\n`)).toBe(true);
    const body = words.slice(words.indexOf('-d\n') + 3);
    expect(JSON.parse(body)).toEqual({ model: 'reply-drafts', ...one.body });
  });

  it.each(cases)('gives JavaScript exactly the body for $path, $input', (one) => {
    const code = codeOf('typescript', one);
    const given = /await client\.[\w.]+(?:<.*>)?\(([\s\S]*)\);\nconsole/.exec(code)?.[1] ?? '';
    const words: unknown[] = new Function(`return [${given}]`)();
    const body = { model: 'reply-drafts', ...one.body };
    expect(words).toEqual(words.length === 2 ? [one.path, { body }] : [body]);
  });

  it.each(cases)('asks the client by its own method for $path', (one) => {
    const ours = ['/classifications', '/predictions', '/recommendations'];
    const method = ours.includes(one.path) ? 'post' : `${one.path.slice(1).replace('/', '.')}.create`;
    expect(codeOf('typescript', one)).toContain(`client.${method}`);
    expect(codeOf('python', one)).toContain(`client.${method}(`);
  });

  it('sends an image through a pipe, whole', () => {
    const file = path.join(os.tmpdir(), `snippet-${process.pid}.png`);
    const bytes = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 37) % 256));
    writeFileSync(file, bytes);
    const code = curlSnippet({ ...called, kind: 'images' }).replace('photo.png', file);
    const piped = code.slice(0, code.indexOf('} | curl') + 1);
    const body = JSON.parse(execFileSync('sh', ['-c', piped]).toString());
    expect(body).toEqual({
      model: 'reply-drafts',
      top_k: 3,
      input: { image: bytes.toString('base64') },
    });
  });

  it('keeps the key out of the code', () => {
    const all = [...casesOf('x').map(exampleOf), { ...called, kind: 'images' } as const];
    for (const example of all)
      for (const { code } of callSnippets(example)) expect(code).toContain('MODELMINT_API_KEY');
  });
});
