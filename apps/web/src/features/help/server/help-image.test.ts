import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, test } from 'vitest';
import { readHelpImage } from './help-image.ts';
import { imageUrlOf } from './help-image-url.ts';

const docs = path.resolve(import.meta.dirname, '../../../../../../docs');
const shown = ['.', 'zh-CN'].flatMap((folder) =>
  readdirSync(path.join(docs, folder))
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => [...readFileSync(path.join(docs, folder, name), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)])
    .map((match) => match[1] ?? ''),
);

test.each([
  ['images/job.webp', '/docs/images/job.webp'],
  ['../images/job.webp', '/docs/images/job.webp'],
  ['images/../../.env', null],
  ['https://example.com/job.webp', null],
])('%s is at %s', (source, expected) => {
  expect(imageUrlOf(source)).toBe(expected);
});

it('serves every picture that the docs show, each small', async () => {
  expect(shown.length).toBeGreaterThan(0);
  for (const source of shown) {
    const bytes = await readHelpImage(docs, imageUrlOf(source)?.split('/').at(-1) ?? '');
    expect(Buffer.from(bytes ?? []).toString('latin1', 8, 12), source).toBe('WEBP');
    expect(bytes?.length, source).toBeLessThan(120_000);
  }
});

test.each(['../quick-start.md', 'none.webp', 'job.webp/..', ''])('serves nothing for "%s"', async (name) => {
  expect(await readHelpImage(docs, name)).toBeNull();
});
