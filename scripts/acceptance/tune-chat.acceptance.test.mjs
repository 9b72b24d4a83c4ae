import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-tune-test-'));
const model = path.resolve(import.meta.dirname, '../../packages/ml/references/qwen2-tied');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Chats that always get the same answer: what even a model of few numbers learns. */
const rows = Array.from({ length: 120 }, (_, row) => ({
  messages: [
    { role: 'user', content: `is ${row} fine?` },
    { role: 'assistant', content: 'yes' },
  ],
}));
const file = path.join(folder, 'chats.jsonl');
writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
const args = ['--model', model, '--train', file, '--dev', file, '--rows', '20', '--epochs', '20'];

const missed = {
  'same-model': 'the dev set is answered better',
  'zero-adapter': 'the exported adapter answers the same',
};

test(`a chat model is imported, tuned, called, billed and taken home; each of ${Object.keys(missed).join(', ')} is seen`, async () => {
  const plants = Object.keys(missed).flatMap((plant) => ['--plant', plant]);
  const { status, output } = await runAcceptanceScript('tune-chat', [...args, ...plants]);
  const [before, ...parts] = output.split('planted: ');
  expect(before, output).not.toContain('MISS');
  expect(before).toContain('9 checks passed');
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(Object.keys(missed));
  for (const [row, check] of Object.values(missed).entries()) expect(parts[row]).toContain(`MISS  ${check}`);
  expect(status).toBe(1);
});
