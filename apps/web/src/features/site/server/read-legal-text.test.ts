import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readLegalText } from './read-legal-text.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-legal-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

test.each([
  ['one English file', { 'terms.md': '# Terms' }, '# Terms', 'en'],
  ['one Chinese file', { 'terms.md': '# 服务条款' }, '# 服务条款', 'zh-CN'],
  ['a file for each', { 'terms.md': '# Terms', 'zh-CN/terms.md': '# 服务条款' }, '# 服务条款', 'zh-CN'],
])('a Chinese reader of %s', async (_label, files, markdown, language) => {
  expect(await readLegalText(folderWith(files), 'terms', 'zh-CN')).toMatchObject({ markdown, language });
});

test('an English reader has the file of everybody', async () => {
  const folder = folderWith({ 'terms.md': '# Terms', 'zh-CN/terms.md': '# 服务条款' });
  expect(await readLegalText(folder, 'terms', 'en')).toMatchObject({ markdown: '# Terms', language: 'en' });
});

test("an operator's own folder has nothing of ours in it", async () => {
  const folder = folderWith({ 'terms.md': '# Our terms', 'zh-CN/privacy.md': '# 隐私政策' });
  expect(await readLegalText(folder, 'terms', 'zh-CN')).toMatchObject({ markdown: '# Our terms' });
});
