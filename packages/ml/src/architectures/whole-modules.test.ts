import { expect, it } from 'vitest';
import { chooseSaved } from '../training/choose-saved.ts';
import { toyLlama } from '../training/toy-model.ts';
import { gpt2 } from './gpt2.ts';
import { llama } from './llama.ts';
import { wholeModulesOf } from './whole-modules.ts';

const json = { ...toyLlama, hidden_size: 8, vocab_size: 20, tie_word_embeddings: false };

it('names what stands outside the layers, each as training finds exactly it', () => {
  const config = llama.readConfig(json);
  const modules = wholeModulesOf(llama, config);
  expect(modules).toEqual([
    { name: 'embed_tokens', parameters: 160 },
    { name: 'model.norm', parameters: 8 }, // an ending of a layer's input_layernorm is norm too
    { name: 'lm_head', parameters: 160 },
  ]);
  for (const { name, parameters } of modules) {
    const saved = chooseSaved(llama.parameters(config), llama.linears(config), [name]);
    expect(saved.map(({ shape }) => shape.reduce((product, size) => product * size, 1))).toEqual([parameters]);
  }
});

it('leaves out an embedding that the head shares, and names the head instead', () => {
  const tied = wholeModulesOf(llama, llama.readConfig({ ...json, tie_word_embeddings: true }));
  expect(tied.map(({ name }) => name)).toEqual(['model.norm', 'lm_head']);
  const small = { model_type: 'gpt2', n_embd: 8, n_layer: 1, n_head: 2, n_positions: 16, vocab_size: 20 };
  expect(wholeModulesOf(gpt2, gpt2.readConfig(small)).map(({ name }) => name)).toEqual(['wpe', 'ln_f', 'lm_head']);
});
