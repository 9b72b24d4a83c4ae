import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { anchorOf } from './anchor-of.ts';
import { headingsOf } from './headings-of.ts';
import { helpPages } from './help-pages.ts';
import { linkOf } from './link-of.ts';

const folder = path.resolve(import.meta.dirname, '../../../../../../docs');
const read = (slug: string) => readFileSync(path.join(folder, `${slug}.md`), 'utf8');
const anchorsOf = (slug: string) => headingsOf(read(slug)).map(({ text }) => anchorOf(text));

test('every page is a file with one title at its top', () => {
  const files = readdirSync(folder);
  for (const { slug } of helpPages) {
    expect(files).toContain(`${slug}.md`);
    expect(read(slug).match(/^# /gm)?.length).toBe(1);
    expect(read(slug).startsWith('# ')).toBe(true);
  }
});

test('every link between the pages leads to a heading that is there', () => {
  for (const { slug } of helpPages)
    for (const [, href = ''] of read(slug).matchAll(/\]\(([^)\s]+)\)/g)) {
      const [where = '', anchor] = (linkOf(href) ?? '').split('#');
      if (anchor === undefined || where.startsWith('https:')) continue;
      expect(anchorsOf(where === '' ? slug : where.replace('/docs/', '')), `${slug}: ${href}`).toContain(anchor);
    }
});
