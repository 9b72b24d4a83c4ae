import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { type ActivationName, activate, siluGate } from '../nn/activation.ts';
import { attention } from '../nn/attention.ts';
import { embedding } from '../nn/embedding.ts';
import { headsToRows, rowsToHeads } from '../nn/heads.ts';
import { joinCache } from '../nn/join-cache.ts';
import { rmsNorm } from '../nn/rms-norm.ts';
import { type RotaryFrequencies, type RotaryTable, rotary, rotaryTable } from '../nn/rotary.ts';
import type { Scope } from '../nn/scope.ts';
import type { CausalInput, CausalLmShape, CausalOutput, KvCache } from './architecture.ts';

/** What Llama, Mistral, Qwen2 and Qwen3 are made of; they differ in biases, head norms and sizes. */
export interface RotaryDecoderConfig extends CausalLmShape {
  intermediateSize: number;
  activation: ActivationName;
  epsilon: number;
  frequencies: RotaryFrequencies;
  /** The head's weight is the embedding's. */
  isHeadTied: boolean;
  biases: { queryKeyValue: boolean; output: boolean; mlp: boolean };
  /** Norms of each head's query and key before they are rotated. */
  hasHeadNorms: boolean;
}

/** Pre-norm layers with rotary positions, grouped queries and a gated middle (Touvron et al. 2023). */
export function decoderHiddenStates(scope: Scope, config: RotaryDecoderConfig, input: CausalInput): CausalOutput {
  const { tf } = scope;
  const { epsilon, hiddenSize } = config;
  const [batch, time] = input.ids.shape;
  const table = rotaryTable(tf, input.positions, config.frequencies); // [batch, 1, time, headDim]
  const cache: { key: Tensor4D; value: Tensor4D }[] = [];
  let x = tf.reshape(embedding(scope, input.ids, 'model.embed_tokens'), [batch * time, hiddenSize]); // [rows, hidden]
  for (let index = 0; index < config.layers; index++) {
    const block = `model.layers.${index}`;
    x = scope.layer(index, x, (before) => {
      const normed = rmsNorm(scope, before, { module: `${block}.input_layernorm`, epsilon }); // [rows, hidden]
      const past = input.cache?.[index];
      const views = attentionViews(scope, config, { x: normed, block, table, past });
      cache[index] = { key: views.key, value: views.value };
      const seen = headsToRows(tf, attention(tf, { ...views, mask: input.mask })); // [rows, heads · headDim]
      const middle = tf.add(before, scope.linear(seen, `${block}.self_attn.o_proj`)); // [rows, hidden]
      const wide = rmsNorm(scope, middle, { module: `${block}.post_attention_layernorm`, epsilon });
      return tf.add(middle, feedForward(scope, config, { x: wide, block })); // [rows, hidden]
    });
  }
  const hidden = rmsNorm(scope, x, { module: 'model.norm', epsilon });
  return { hidden: tf.reshape(hidden, [batch, time, hiddenSize]) as Tensor3D, cache };
}

interface ViewsInput {
  x: Tensor; // [rows, hidden]
  block: string;
  table: RotaryTable;
  past: KvCache[number] | undefined;
}

/** Query, key and value by heads, key and value with those that were read before. */
function attentionViews(scope: Scope, config: RotaryDecoderConfig, { x, block, table, past }: ViewsInput) {
  const { tf } = scope;
  const [batch] = table.cos.shape;
  const view = (name: string, heads: number): Tensor4D => {
    const rows = scope.linear(x, `${block}.self_attn.${name}_proj`); // [rows, heads · headDim]
    return rowsToHeads(tf, rows, { batch, heads }); // [batch, heads, time, headDim]
  };
  const rotated = (name: string, heads: number): Tensor4D => {
    const plain = view(name, heads);
    const module = `${block}.self_attn.${name}_norm`;
    const normed = config.hasHeadNorms ? rmsNorm(scope, plain, { module, epsilon: config.epsilon }) : plain;
    return rotary(tf, normed, table);
  };
  const query = rotated('q', config.heads); // [batch, heads, time, headDim]
  const key = rotated('k', config.kvHeads); // [batch, kvHeads, time, headDim]
  const value = view('v', config.kvHeads); // [batch, kvHeads, time, headDim]
  return { query, ...joinCache(tf, past, { key, value }) };
}

/** down(act(gate(x)) · up(x)), [rows, hidden] → [rows, hidden] */
function feedForward(scope: Scope, { activation }: RotaryDecoderConfig, { x, block }: { x: Tensor; block: string }) {
  const { tf } = scope;
  const gate = scope.linear(x, `${block}.mlp.gate_proj`); // [rows, intermediate]
  const up = scope.linear(x, `${block}.mlp.up_proj`); // [rows, intermediate]
  const middle = activation === 'silu' ? siluGate(tf, gate, up) : tf.mul(activate(tf, activation, gate), up);
  return scope.linear(middle, `${block}.mlp.down_proj`) as Tensor2D;
}

/** [..., hidden] → [..., vocab] */
export function decoderLogits(scope: Scope, hidden: Tensor): Tensor {
  return scope.linear(hidden, 'lm_head');
}
