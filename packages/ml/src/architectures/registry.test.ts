import { expect, it } from 'vitest';
import type { HfConfig } from './architecture.ts';
import { type ArchitectureKind, architectures, findArchitecture } from './registry.ts';

it.each([
  [{ architectures: ['LlamaForCausalLM'], model_type: 'llama' }, 'llama'],
  [{ architectures: ['GPT2LMHeadModel'] }, 'gpt2'],
  [{ model_type: 'qwen3' }, 'qwen3'],
  [{ architectures: [], model_type: 'mistral' }, 'mistral'],
])('finds %o', (json, modelType) => {
  expect(findArchitecture(json).modelType).toBe(modelType);
});

it.each<[HfConfig, ArchitectureKind | undefined, string]>([
  [{ architectures: ['MambaForCausalLM'], model_type: 'llama' }, 'causal-lm', 'config.json is of a "MambaForCausalLM"'],
  [{ model_type: 't5' }, undefined, 'config.json is of a "t5"'],
  [{}, undefined, 'config.json names neither architectures nor model_type'],
  [{ architectures: ['GPT2LMHeadModel'] }, 'encoder', 'config.json is of a "GPT2LMHeadModel"'],
])('refuses %o as %s by what was found, and lists what is supported', (json, kind, start) => {
  const classes = architectures.filter((one) => kind === undefined || one.kind === kind).flatMap((one) => one.classes);
  const message = `${start}, which is not supported here. Supported: ${classes.join(', ')}`;
  expect(() => findArchitecture(json, kind)).toThrow(expect.objectContaining({ code: 'invalid_file', message }));
});

it('refuses weights that are quantized, by their method', () => {
  const json = { architectures: ['LlamaForCausalLM'], quantization_config: { quant_method: 'gptq', bits: 4 } };
  const message = 'The weights are quantized by gptq. Use the model as it was before, in float32, float16 or bfloat16';
  expect(() => findArchitecture(json)).toThrow(expect.objectContaining({ code: 'invalid_file', message }));
});

it('has each class once', () => {
  const classes = architectures.flatMap((one) => one.classes);
  expect(new Set(classes).size).toBe(classes.length);
});
