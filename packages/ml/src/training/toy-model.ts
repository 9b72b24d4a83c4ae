import type { CausalLmArchitecture, HfConfig } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { ExampleSetBuilder } from './example-set.ts';
import type { BaseModel } from './trained-part.ts';

/** For tests: a Llama of two layers that fits a page. */
export const toyLlama: HfConfig = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 30,
  max_position_embeddings: 64,
  tie_word_embeddings: true,
};

/** The same with GPT-2's layout and its dropout. */
export const toyGpt2: HfConfig = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_embd: 16,
  n_layer: 2,
  n_head: 2,
  n_positions: 64,
  vocab_size: 30,
};

const weightStream = 91;

/** Weights drawn by name, the norms near 1, so that a forgotten part shows. */
export function makeToyModel(tf: TensorFlow, architecture: CausalLmArchitecture, json: HfConfig): BaseModel {
  const config = architecture.readConfig(json);
  const weights = new Map();
  architecture.parameters(config).forEach(({ name, shape, tiedTo }, index) => {
    if (tiedTo !== undefined) {
      weights.set(name, weights.get(tiedTo));
      return;
    }
    const random = seededRandom(weightStream, index);
    const size = shape.reduce((product, one) => product * one, 1);
    const isNorm = shape.length === 1 && name.endsWith('.weight');
    const width = /embed|wte/.test(name) ? 2 : 0.4; // a head of small weights could be sure of nothing
    const values = Float32Array.from({ length: size }, () => (random() - 0.5) * width + (isNorm ? 1 : 0));
    weights.set(name, tf.tensor(values, [...shape], 'float32'));
  });
  return { architecture, config, weights };
}

/** Sentences of a toy language in which each word follows from the two before; the first half does not count. */
export function makeToyExamples(count: number, seed: number) {
  const random = seededRandom(seed);
  const builder = new ExampleSetBuilder();
  for (let i = 0; i < count; i++) {
    const length = 5 + Math.floor(random() * 12);
    const ids = [1, 2 + Math.floor(random() * 28), 2 + Math.floor(random() * 28)];
    while (ids.length < length) ids.push(2 + (((ids.at(-1) ?? 0) * 3 + (ids.at(-2) ?? 0)) % 28));
    builder.add({ ids, weights: ids.map((_, t) => (t < length / 2 ? 0 : 1)) });
  }
  return builder.finish();
}
