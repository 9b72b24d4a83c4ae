import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readLicence } from './read-licence.ts';

it.each<[string, string | null, Record<string, unknown>, string | null]>([
  ['an SPDX name', '---\nlanguage:\n- en\nlicense: apache-2.0\n---\n# Card', {}, 'apache-2.0'],
  ['quotes and a remark', '---\r\nlicense: "mit" # see LICENSE\r\n---\r\n', {}, 'mit'],
  ['a list', '---\nlicense:\n  - gpl-3.0\n  - mit\ntags:\n- x\n---\n', {}, 'gpl-3.0'],
  ['a list in one line', '---\nlicense: [cc-by-4.0, mit]\n---\n', {}, 'cc-by-4.0'],
  ['a name of its own', '---\nlicense: other\nlicense_name: gemma\nlicense_link: LICENSE\n---\n', {}, 'gemma'],
  ['other without a name', '---\nlicense: other\n---\n', {}, 'other'],
  ['nothing in the head', '---\ntags: []\n---\nlicense: mit\n', {}, null],
  ['a text without a head', '# Model\nlicense: mit', {}, null],
  ['a head that never ends', '---\nlicense: mit', {}, 'mit'],
  ['a card without it, but config.json', '# Model', { license: 'bsd-3-clause' }, 'bsd-3-clause'],
  ['no card', null, {}, null],
  ['no text', null, { license: 7 }, null],
])('reads %s', async (_case, card, config, licence) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-licence-'));
  if (card !== null) writeFileSync(path.join(folder, 'README.md'), card);
  expect(await readLicence(folder, config)).toBe(licence);
});

it.each([
  ['a list', `license: [${' '.repeat(200_000)},\u2028`],
  ['an item', `license:\n-${' '.repeat(200_000)}\rx`],
  ['remarks', `license: ${' #'.repeat(100_000)}\r`],
])('reads a card that is made to take long: %s', async (_case, line) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-licence-'));
  writeFileSync(path.join(folder, 'README.md'), `---\n${line}\nlicense: mit\n---\n`);
  expect(await readLicence(folder, {})).toBe('mit');
});

it('keeps a long one short', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-licence-'));
  expect(await readLicence(folder, { license: 'x'.repeat(10_000) })).toHaveLength(200);
});
