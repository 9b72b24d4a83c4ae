import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const references = path.resolve(import.meta.dirname, '../../packages/ml/references');
let dir;
let printed;

/** What is wrong with a copy of a reference, and the checks that must miss because of it, and no others. */
const faults = [
  { name: 'sound', model: 'qwen2-tied', plant: () => undefined, missed: [] },
  {
    name: 'weight',
    model: 'qwen2-tied',
    plant: (folder) => change(folder, { file: 'model.safetensors', tensor: 'model.layers.1.mlp.up_proj.weight' }),
    missed: ['last_hidden', 'logits', 'logits with cache', 'logits_adapter', 'logits_left_pad'],
  },
  {
    name: 'norm',
    model: 'bert',
    plant: (folder) =>
      change(folder, { file: 'model.safetensors', tensor: 'bert.encoder.layer.1.output.LayerNorm.bias' }),
    missed: ['last_hidden', 'logits', 'logits_adapter', 'mean_pooled', 'pooler_output'],
  },
  {
    name: 'running-statistics',
    model: 'resnet-basic',
    plant: (folder) =>
      change(folder, { file: 'model.safetensors', tensor: 'resnet.embedder.embedder.normalization.running_var' }),
    missed: ['last_hidden', 'logits'],
  },
  {
    name: 'adapter',
    model: 'qwen2-tied',
    plant: (folder) =>
      change(folder, {
        file: 'adapter/adapter_model.safetensors',
        tensor: 'base_model.model.model.layers.0.self_attn.v_proj.lora_B.weight',
      }),
    missed: ['logits_adapter'],
  },
  {
    name: 'rope',
    model: 'llama-rope-linear',
    plant: (folder) => rewriteJson(folder, 'config.json', (config) => delete config.rope_scaling),
    missed: ['greedy_ids', 'last_hidden', 'logits', 'logits with cache', 'logits_adapter', 'logits_left_pad'],
  },
  {
    name: 'greedy-id',
    model: 'qwen2-tied',
    plant: (folder) => change(folder, { file: 'expected.safetensors', tensor: 'greedy_ids' }),
    missed: ['greedy_ids'],
  },
  {
    name: 'token-id',
    model: 'vit',
    plant: (folder) => {
      for (const file of ['tokenizer.json', 'tokenizer_config.json', 'expected_tokens.json'])
        cpSync(path.join(references, 'roberta', file), path.join(folder, file));
      rewriteJson(folder, 'expected_tokens.json', ({ strings }) => {
        strings[3].ids_plain[2] += 1;
      });
    },
    missed: ['decoded', 'decoded token by token', 'ids without special tokens'],
  },
  {
    name: 'chat',
    model: 'qwen2-tied',
    plant: (folder) =>
      rewriteJson(folder, 'expected_tokens.json', ({ chats }) => {
        chats[0].text += ' ';
        chats[1].ids.pop();
      }),
    missed: ['chat ids', 'chats'],
  },
  {
    name: 'loss',
    model: 'gpt2-without-prefix',
    plant: (folder) => change(folder, { file: 'lora_training.safetensors', tensor: 'losses' }),
    missed: ['training losses'],
  },
  {
    name: 'unknown',
    model: 'qwen2-tied',
    plant: (folder) =>
      rewriteJson(folder, 'config.json', (config) => {
        config.architectures = ['Mamba2ForCausalLM'];
      }),
    missed: ['outputs'],
    reason: /"Mamba2ForCausalLM", which is not supported here/,
  },
  {
    name: 'truncated',
    model: 'vit',
    plant: (folder) => truncateSync(path.join(folder, 'model.safetensors'), 30_000),
    missed: ['outputs'],
    reason: /model\.safetensors/,
  },
  {
    name: 'nothing-expected',
    model: 'vit',
    plant: (folder) => rmSync(path.join(folder, 'expected.safetensors')),
    missed: ['folder'],
    reason: /nothing to compare/,
  },
];

/** Changes the last value of a tensor by a lot: its highest byte but the sign, or an integer by one. */
function change(folder, { file, tensor }) {
  const whole = path.join(folder, file);
  const bytes = readFileSync(whole);
  const start = 8 + Number(bytes.readBigUInt64LE());
  const { dtype, data_offsets: offsets } = JSON.parse(bytes.subarray(8, start).toString())[tensor];
  const at = start + offsets[1] - (dtype === 'I64' ? 8 : 1);
  bytes[at] ^= dtype === 'I64' ? 1 : 8;
  writeFileSync(whole, bytes);
}

function rewriteJson(folder, file, edit) {
  const content = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  edit(content);
  writeFileSync(path.join(folder, file), JSON.stringify(content));
}

beforeAll(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'modelmint-references-'));
  for (const { name, model, plant } of faults) {
    cpSync(path.join(references, model), path.join(dir, name), { recursive: true });
    plant(path.join(dir, name));
  }
  printed = await runAcceptanceScript('goldens', [dir, '--engine', 'wasm']);
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('of copies with a fault each', () => {
  test.each(faults)('$name: misses $missed', ({ name, missed, reason }) => {
    const rows = printed.output.split('\n').filter((line) => line.slice(6).startsWith(`${name}: `));
    expect(rows.length, printed.output).toBeGreaterThan(0);
    const missing = rows.filter((row) => row.startsWith('MISS'));
    expect(missing.map((row) => row.split(': ')[1]).sort()).toEqual(missed);
    if (reason !== undefined) expect(missing[0]).toMatch(reason);
  });

  test('the last line counts the misses, and the status says so', () => {
    const misses = faults.flatMap(({ missed }) => missed).length;
    expect(printed.output).toMatch(new RegExp(`^${faults.length} models, \\d+ checks, ${misses} missed; `, 'm'));
    expect(printed.status).toBe(1);
  });
});

test('a single folder whose outputs are equal passes', async () => {
  const { status, output } = await runAcceptanceScript('goldens', [path.join(references, 'vit'), '--engine', 'wasm']);
  expect(output).toMatch(/^ok {4}vit: logits: \d\.\de-\d+ \(limit 1\.0e-4\)$/m);
  expect(output).toMatch(/^1 models, 2 checks, 0 missed; /m);
  expect(status).toBe(0);
});

test.each([
  { args: [], message: /name the folder/ },
  { args: ['empty'], message: /no folder of .* has a config\.json/ },
  { args: ['absent'], message: /no folder is at/ },
])('$args is refused', async ({ args, message }) => {
  mkdirSync(path.join(dir, 'empty'), { recursive: true });
  const { status, output } = await runAcceptanceScript(
    'goldens',
    args.map((name) => path.join(dir, name)),
  );
  expect(output).toMatch(message);
  expect(status).toBe(1);
});
