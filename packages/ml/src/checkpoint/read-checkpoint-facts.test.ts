import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceFolders } from '../reference/reference-folders.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { Dtype } from '../weights/weight-source.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import { checkConfig, readCheckpointFacts } from './read-checkpoint-facts.ts';

const references = path.resolve(import.meta.dirname, '../../references');
const processor = { image_processor_type: 'ViTImageProcessor', size: 32 };

function copy(name: string): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-facts-')), 'checkpoint');
  cpSync(path.join(references, name), folder, { recursive: true });
  return folder;
}
const put = (folder: string, name: string, value: unknown) =>
  writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
const read = (folder: string, name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
const change = (folder: string, name: string, values: object) =>
  put(folder, name, { ...read(folder, name), ...values });

describe.each(referenceFolders())('$name', ({ folder: source }) => {
  it('is accepted and told by its numbers', async () => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-facts-')), 'checkpoint');
    cpSync(source, folder, { recursive: true });
    const config = read(folder, 'config.json');
    if (['vit', 'resnet'].includes(config.model_type))
      put(folder, 'preprocessor_config.json', { ...processor, size: config.image_size ?? 64 });
    const facts = await readCheckpointFacts(folder);
    expect(facts.architecture).toBe(config.architectures?.[0] ?? facts.architecture);
    expect(facts.layers).toBeGreaterThan(0);
    expect(facts.hiddenSize).toBeGreaterThan(0);
    expect(facts.largestParameter).toBeLessThan(facts.parameters);
    expect(facts.sizeBytes).toBeGreaterThan(facts.parameters);
    expect(facts.contextLength === null).toBe(facts.kind === 'image-classifier');
    expect(facts.linearNames?.length === 0).toBe(config.model_type === 'resnet');
    expect(facts.linearNames?.join(' ')).not.toMatch(/\d\./);
    expect(facts.wholeModules === undefined).toBe(facts.kind !== 'causal-lm');
    expect(facts.image !== undefined).toBe(facts.kind === 'image-classifier');
    if (facts.image !== undefined) expect(facts.image.multiplications).toBeGreaterThan(facts.image.convolved);
  });
});

it('tells what a chat model is', async () => {
  const folder = copy('llama-rope-llama3');
  put(folder, 'README.md', '---\nlicense: llama3\n---\n');
  expect(await readCheckpointFacts(folder)).toMatchObject({
    kind: 'causal-lm',
    architecture: 'LlamaForCausalLM',
    hasChatTemplate: true,
    labels: null,
    licence: 'llama3',
  });
  put(folder, 'chat_template.jinja', '{% for m in messages %}');
  expect(await readCheckpointFacts(folder)).toMatchObject({ hasChatTemplate: false });
});

it('names the labels of a head', async () => {
  const bert = await readCheckpointFacts(copy('bert'));
  expect(bert.labels?.length).toBeGreaterThan(1);
  expect(await readCheckpointFacts(copy('bert-without-head'))).toMatchObject({ kind: 'encoder', labels: null });
});

async function storeAs(folder: string, dtype: Dtype): Promise<void> {
  const file = path.join(folder, 'model.safetensors');
  const source = await openSafetensors(file);
  const tensors = source.tensors.map(({ name, shape }) => ({
    name,
    shape,
    dtype,
    readBytes: () => new Uint8Array(shape.reduce((product, size) => product * size, 1)),
  }));
  await writeTensors(`${file}.new`, tensors, {});
  await source.close();
  cpSync(`${file}.new`, file);
}

it.each<[string, string, (folder: string) => unknown, RegExp]>([
  [
    'an architecture that is not supported',
    'llama-rope-linear',
    (folder) => change(folder, 'config.json', { architectures: ['MambaForCausalLM'], model_type: 'mamba' }),
    /"MambaForCausalLM", which is not supported here\. Supported: LlamaForCausalLM, .*GPT2LMHeadModel/,
  ],
  [
    'code of its own',
    'llama-rope-linear',
    (folder) => {
      change(folder, 'config.json', { architectures: ['MineModel'], auto_map: { AutoModel: 'mine.Model' } });
      put(folder, 'mine.py', 'raise SystemExit');
    },
    /"MineModel", which is not supported/,
  ],
  [
    'another shape',
    'llama-rope-linear',
    (folder) => change(folder, 'config.json', { vocab_size: 9_999 }),
    /embed_tokens\.weight: expected \[9999, .*found \[/,
  ],
  [
    'more layers than the weights have',
    'llama-rope-linear',
    (folder) => change(folder, 'config.json', { num_hidden_layers: 7 }),
    /the weights lack \d+ of \d+ parameters/,
  ],
  [
    'a depth that no machine could lay out',
    'gpt2-without-prefix',
    (folder) => change(folder, 'config.json', { n_layer: 1e12 }),
    /n_layer must be at most 2000; found 1000000000000/,
  ],
  [
    'weights that are cut off',
    'qwen2-tied',
    (folder) => {
      const file = path.join(folder, 'model.safetensors');
      writeFileSync(file, readFileSync(file).subarray(0, -100));
    },
    /model\.safetensors is not a whole weights file/,
  ],
  ['whole numbers as weights', 'qwen2-tied', (folder) => storeAs(folder, 'I8'), /is stored as I8; weights must be F64/],
  [
    'quantized weights',
    'qwen2-tied',
    (folder) => change(folder, 'config.json', { quantization_config: { quant_method: 'gptq' } }),
    /quantized by gptq/,
  ],
  [
    'a pickle only',
    'qwen2-tied',
    (folder) => {
      rmSync(path.join(folder, 'model.safetensors'));
      writeFileSync(path.join(folder, 'pytorch_model.bin'), Buffer.from('\x80\x02}q\x00.', 'latin1'));
    },
    /no safetensors, only pytorch_model\.bin, which is a Python pickle/,
  ],
  [
    'a missing tokenizer',
    'qwen2-tied',
    (folder) => rmSync(path.join(folder, 'tokenizer.json')),
    /has no tokenizer\.json.*save_pretrained/,
  ],
  [
    'the tokenizer of another model',
    'bert',
    (folder) => cpSync(path.join(references, 'qwen3-patterns/tokenizer.json'), path.join(folder, 'tokenizer.json')),
    /The tokenizer has ids up to \d+, but the model's vocab_size is \d+/,
  ],
  ['a missing image processor', 'vit', () => undefined, /has no preprocessor_config\.json/],
  [
    'an image processor of another size',
    'vit',
    (folder) => put(folder, 'preprocessor_config.json', { ...processor, size: 999 }),
    /takes images of .* makes 999 × 999/,
  ],
])('refuses %s', async (_case, name, spoil, message) => {
  const folder = copy(name);
  await spoil(folder);
  await expect(readCheckpointFacts(folder)).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringMatching(message),
  });
});

it('tells what is not supported by config.json alone', async () => {
  const folder = copy('qwen2-tied');
  rmSync(path.join(folder, 'model.safetensors'));
  await checkConfig(folder);
  change(folder, 'config.json', { hidden_act: 'mish' });
  await expect(checkConfig(folder)).rejects.toMatchObject({
    message: expect.stringMatching(/hidden_act must be one of/),
  });
  change(folder, 'config.json', { architectures: ['T5ForConditionalGeneration'] });
  await expect(checkConfig(folder)).rejects.toMatchObject({ message: expect.stringMatching(/Supported: Llama/) });
});
