import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { readAdapter } from './read-adapter.ts';

const config = { peft_type: 'LORA', r: 2, lora_alpha: 4, target_modules: ['q_proj'] };
const q = 'base_model.model.model.layers.0.q_proj';
const a = (rows = 2, columns = 3) => ({ [`${q}.lora_A.weight`]: [rows, columns] });
const b = (rows = 5, columns = 2) => ({ [`${q}.lora_B.weight`]: [rows, columns] });

async function makeFolder(json: unknown, tensors: Record<string, number[]> | undefined): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-adapter-'));
  writeFileSync(path.join(folder, 'adapter_config.json'), typeof json === 'string' ? json : JSON.stringify(json));
  if (tensors === undefined) return folder;
  const weights = Object.entries(tensors).map(([name, shape]) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return { name, shape, values: Float32Array.from({ length: count }, (_, i) => i) };
  });
  await writeSafetensors(path.join(folder, 'adapter_model.safetensors'), weights);
  return folder;
}

it('reads pairs by module, and weights that were trained whole by name', async () => {
  const folder = await makeFolder(
    {
      ...config,
      modules_to_save: ['score'],
      lora_dropout: 0.1,
      use_rslora: true,
      base_model_name_or_path: 'org/base',
      new_field_of_peft: null,
    },
    { ...a(), ...b(), 'base_model.model.score.weight': [2], 'base_model.model.lm_head.base_layer.weight': [3] },
  );
  const adapter = await readAdapter(folder);
  expect(adapter.config).toEqual({
    r: 2,
    alpha: 4,
    dropout: 0.1,
    useRslora: true,
    fanInFanOut: false,
    targetModules: ['q_proj'],
    modulesToSave: ['score'],
    baseModel: 'org/base',
    rankPattern: {},
    alphaPattern: {},
    taskType: null,
  });
  expect([...adapter.pairs]).toEqual([
    [
      'model.layers.0.q_proj',
      {
        rank: 2,
        in: 3,
        out: 5,
        a: Float32Array.from([0, 1, 2, 3, 4, 5]),
        b: Float32Array.from({ length: 10 }, (_, i) => i),
      },
    ],
  ]);
  expect([...adapter.saved.keys()]).toEqual(['score.weight', 'lm_head.weight']);
});

it.each<[string, Record<string, number>]>([
  ['the whole path', { 'model.layers.0.q_proj': 3 }],
  ['the end of the path', { q_proj: 3 }],
  ['wildcards', { 'model\\.layers\\.\\d+.q_.*': 3 }],
  ['the first that matches', { k_proj: 9, 'layers.0.q_proj': 3, q_proj: 4 }],
])('takes the rank from a pattern of %s', async (_name, pattern) => {
  const adapter = await readAdapter(await makeFolder({ ...config, rank_pattern: pattern }, { ...a(3), ...b(5, 3) }));
  expect(adapter.pairs.get('model.layers.0.q_proj')?.rank).toBe(3);
});

it.each<[string, object, string]>([
  ['of another method', { peft_type: 'IA3' }, 'its peft_type is "IA3"; only LORA is supported'],
  ['without method', { peft_type: undefined }, 'its peft_type is undefined'],
  ['with DoRA', { use_dora: true }, 'it uses DoRA (use_dora)'],
  ['with QALoRA', { use_qalora: true }, 'it uses QALoRA'],
  ['with biases', { bias: 'all' }, 'its bias is "all"; only "none" is supported'],
  ['with biases of its own', { lora_bias: true }, '(lora_bias)'],
  ['with replicated layers', { layer_replication: [[0, 4]] }, 'replicated layers'],
  ['with trained tokens', { trainable_token_indices: [1, 2] }, 'trainable tokens'],
  ['that calls on tokens', { alora_invocation_tokens: [1] }, 'activated LoRA'],
  ['on single parameters', { target_parameters: ['experts.w'] }, 'LoRA on single parameters'],
  [
    'that altered its base',
    { init_lora_weights: 'pissa_niter_4' },
    'its init_lora_weights is "pissa_niter_4", which alters the base',
  ],
  ['with a rank of 0', { r: 0 }, 'its r is no positive whole number'],
  ['with a rank as text', { r: '8' }, 'its r is no positive'],
  ['without alpha', { lora_alpha: undefined }, 'its lora_alpha is no number'],
  ['with a dropout of 1', { lora_dropout: 1 }, 'its lora_dropout'],
  ['with a number for a flag', { use_rslora: 1 }, 'its use_rslora'],
  ['with a number among its modules', { modules_to_save: [1] }, 'its modules_to_save'],
  ['with a list of ranks', { rank_pattern: [1] }, 'its rank_pattern'],
  ['with half a rank', { rank_pattern: { q_proj: 0.5 } }, 'its rank_pattern'],
  [
    'with a pattern that may run for ever',
    { rank_pattern: { '(a+)+q_proj': 2 } },
    'pattern "(a+)+q_proj" is not supported',
  ],
  ['with a pattern of many wildcards', { rank_pattern: { '.*.*.*.*q_proj': 2 } }, 'is not supported'],
  [
    'with another rank than its weights',
    { r: 8 },
    'lora_A of model.layers.0.q_proj has the rank 2 where adapter_config.json says 8',
  ],
  ['with another rank by pattern', { rank_pattern: { q_proj: 4 } }, 'has the rank 2 where adapter_config.json says 4'],
])('refuses an adapter %s', async (_name, change, message) => {
  const folder = await makeFolder({ ...config, ...change }, { ...a(), ...b() });
  await expect(readAdapter(folder)).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringContaining(message),
  });
});

it.each<[string, Record<string, number[]>, string]>([
  ['without lora_B', a(), 'model.layers.0.q_proj has no lora_B'],
  ['without lora_A', b(), 'model.layers.0.q_proj has no lora_A'],
  ['whose ranks differ', { ...a(2), ...b(5, 4) }, 'expected [out, 2] to go with its lora_A, found [5, 4]'],
  ['whose lora_A is a vector', { [`${q}.lora_A.weight`]: [6], ...b() }, 'expected [rank, in], found [6]'],
  ['whose lora_A is empty, as broken shards leave it', { ...a(0), ...b(5, 0) }, 'expected [rank, in], found [0, 3]'],
  [
    'with a magnitude',
    { ...a(), ...b(), [`${q}.lora_magnitude_vector`]: [5] },
    'is a part of a method that is not supported',
  ],
  [
    'on an embedding',
    { 'base_model.model.embed.lora_embedding_A': [2, 9] },
    'is a part of a method that is not supported',
  ],
  ['with the name of an adapter in it', { [`${q}.lora_A.default.weight`]: [2, 3] }, 'not supported'],
  ['of another program', { 'lora_unet_down.lora_A.weight': [2, 3] }, 'does not start with base_model.model.'],
  ['that is empty', {}, 'it holds no tensors'],
])('refuses weights %s', async (_name, tensors, message) => {
  await expect(readAdapter(await makeFolder(config, tensors))).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringContaining(message),
  });
});

it('says what is missing or not accepted', async () => {
  const folder = await makeFolder(config, undefined);
  await expect(readAdapter(folder)).rejects.toThrow('has no adapter_model.safetensors');
  writeFileSync(path.join(folder, 'adapter_model.bin'), 'PK\x03\x04');
  await expect(readAdapter(folder)).rejects.toThrow('only adapter_model.bin, which is a zip archive');
  await expect(readAdapter(await makeFolder('{', a()))).rejects.toThrow('is cut off or no JSON');
  await expect(readAdapter(path.join(folder, 'absent'))).rejects.toThrow('absent has no adapter_config.json');
});
