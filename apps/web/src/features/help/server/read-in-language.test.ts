import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readInLanguage } from './read-in-language.ts';

test('a text is read in the language of the reader, else in English, and says which it is', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-docs-'));
  try {
    mkdirSync(path.join(folder, 'zh-CN'));
    for (const name of ['both', 'one']) writeFileSync(path.join(folder, `${name}.md`), '# Keys');
    writeFileSync(path.join(folder, 'zh-CN/both.md'), '# 密钥');
    const [english, chinese] = ['# Keys', '# 密钥'];
    expect(await readInLanguage(folder, 'both', 'en')).toEqual({ markdown: english, language: 'en', english });
    expect(await readInLanguage(folder, 'both', 'zh-CN')).toEqual({ markdown: chinese, language: 'zh-CN', english });
    expect(await readInLanguage(folder, 'one', 'zh-CN')).toEqual({ markdown: english, language: 'en', english });
    await expect(readInLanguage(folder, 'none', 'zh-CN')).rejects.toThrow('ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
