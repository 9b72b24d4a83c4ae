import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../install.mjs';
import { ownSettings } from '../platform/own-settings.mjs';
import { startPlatform } from '../platform/start-platform.mjs';
import { runAcceptanceScript } from './run-acceptance-script.mjs';
import { prepareDocs } from './with-docs-platform.mjs';

const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-docs-code-'));
let platform;
let target;

beforeAll(async () => {
  platform = await startPlatform({ stateFolder, log: () => {}, env: ownSettings() });
  const { url, apiKey } = await prepareDocs(platform);
  target = ['--url', url, '--key', apiKey];
});
afterAll(async () => {
  await platform?.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});

test('every code block of the documentation runs', async () => {
  const { status, output } = await runAcceptanceScript('docs-code', target);
  expect(output).not.toContain('MISS');
  expect(status, output).toBe(0);
  expect(output).toMatch(/ok {4}api, ts/);
  expect(output).toMatch(/ok {4}endpoints, bash/);
});

test.each([
  ['a call that is refused', 'bash', '"model": "support"', '"model": "no-such-endpoint"'],
  ['code that does not run', 'ts', "'/classifications'", "'/no-such-route'"],
])('%s is seen', async (_, language, before, after) => {
  const docs = path.join(stateFolder, `docs-${language}`);
  cpSync(path.join(root, 'docs'), docs, { recursive: true });
  const page = path.join(docs, 'endpoints.md');
  const text = readFileSync(page, 'utf8');
  expect(text).toContain(before);
  writeFileSync(page, text.replace(before, after));
  const { status, output } = await runAcceptanceScript('docs-code', [...target, '--docs', docs, '--only', 'endpoints']);
  expect(output).toMatch(new RegExp(`MISS  endpoints, ${language}`));
  expect(status).toBe(1);
});
