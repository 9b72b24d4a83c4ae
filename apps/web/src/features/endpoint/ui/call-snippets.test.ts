import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callSnippets, curlSnippet } from './call-snippets.ts';

const inputs = [
  'My parcel never came.',
  `It's "late" $HOME \`id\` \\ 100%`,
  'two\nlines and a tab\there',
  '在哪里 – 🙂 \u2028 end',
  '\\" and \\\\" and \\\'',
];
const example = (input: string) => ({ baseUrl: 'http://localhost:3000/v1', model: 'reply-drafts', input });
const codeOf = (id: string, input: string) => callSnippets(example(input)).find((one) => one.id === id)?.code ?? '';

describe('callSnippets', () => {
  it.each(inputs)('gives the shell exactly the body for %j', (input) => {
    const script = curlSnippet(example(input)).replace(/^curl /, `printf '%s\\n' `);
    const words = execFileSync('sh', ['-c', script], {
      env: { ...process.env, MODELMINT_API_KEY: 'sk-mm-1' },
    }).toString();
    expect(words.startsWith('http://localhost:3000/v1/classifications\n-H\nAuthorization: Bearer sk-mm-1\n')).toBe(
      true,
    );
    const body = words.slice(words.indexOf('-d\n') + 3);
    expect(JSON.parse(body)).toEqual({ model: 'reply-drafts', input, top_k: 3 });
  });

  it.each(inputs)('gives JavaScript exactly the text for %j', (input) => {
    const body = /body: (\{[\s\S]*\}),\n\}/.exec(codeOf('typescript', input))?.[1] ?? '';
    expect(new Function(`return (${body})`)()).toEqual({ model: 'reply-drafts', input, top_k: 3 });
  });

  it('keeps the key out of the code', () => {
    for (const { code } of callSnippets(example('x'))) expect(code).toContain('MODELMINT_API_KEY');
  });
});
