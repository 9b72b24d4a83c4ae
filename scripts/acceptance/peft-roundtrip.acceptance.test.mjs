import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const references = path.resolve(import.meta.dirname, '../../packages/ml/references');
const dir = mkdtempSync(path.join(os.tmpdir(), 'modelmint-round-trip-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('without a Python that has peft it says so, and checks nothing', async () => {
  const { status, output } = await runAcceptanceScript('peft-roundtrip', ['--python', path.join(dir, 'python')]);
  expect(output).toMatch(/^SKIPPED: the round trip to peft: .*python cannot be used/);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(status).toBe(0);
});

test.runIf(process.env.PYTHON)(
  'with one, every way gives the same logits, and a model that is unknown is a miss',
  async () => {
    for (const [name, model] of [
      ['gpt2-without-prefix', 'gpt2-without-prefix'],
      ['roberta', 'roberta'],
      ['unknown', 'qwen2-tied'],
    ])
      cpSync(path.join(references, model), path.join(dir, 'models', name), { recursive: true });
    const config = path.join(dir, 'models', 'unknown', 'config.json');
    writeFileSync(config, readFileSync(config, 'utf8').replace('Qwen2ForCausalLM', 'Mamba2ForCausalLM'));
    const { status, output } = await runAcceptanceScript('peft-roundtrip', [
      path.join(dir, 'models'),
      '--engine',
      'wasm',
    ]);
    expect(output).toMatch(/^MISS {2}unknown: prepared: .*"Mamba2ForCausalLM", which is not supported/m);
    expect(output).toMatch(/^3 models, 12 checks, 1 missed; .*peft \d/m);
    expect(status).toBe(1);
  },
);
