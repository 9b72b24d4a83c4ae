import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { anchorOf } from '../server/anchor-of.ts';
import { helpOf } from './help-of.ts';

const appFolder = new URL('../../../app/', import.meta.url);
const docsFolder = new URL('../../../../../../docs/', import.meta.url);

const nounsOf = (place: string, id: string) =>
  readdirSync(new URL(`${place}/${id}/`, appFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `/${place}/some_1/${name}`);

it.each([...nounsOf('projects', '[projectId]'), ...nounsOf('organizations', '[organizationId]')])(
  'the help of %s is a heading of the docs',
  (path) => {
    const [slug, anchor] = helpOf(path).replace('/docs/', '').split('#');
    if (!path.endsWith('/overview')) expect(slug).not.toBe('quick-start');
    const text = readFileSync(new URL(`${slug}.md`, docsFolder), 'utf8');
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    if (anchor !== undefined) expect(anchors).toContain(anchor);
  },
);

it.each([
  ['/projects/some_1/models/base/base_1', '/docs/base-models'],
  ['/account/security', '/docs/accounts'],
  ['/operator/prices', '/docs/operator'],
  ['/', '/docs/quick-start'],
])('the help of %s is %s', (path, help) => {
  expect(helpOf(path)).toBe(help);
});
