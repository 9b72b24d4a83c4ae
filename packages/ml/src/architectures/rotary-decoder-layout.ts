import type { LinearLayout, ParameterLayout } from './architecture.ts';
import type { RotaryDecoderConfig } from './rotary-decoder.ts';

/** By the names of the hub's checkpoints, in the order of the model. */
export function decoderParameters(config: RotaryDecoderConfig): ParameterLayout[] {
  const { hiddenSize, vocabSize, layers } = config;
  const table = { name: 'model.embed_tokens.weight', shape: [vocabSize, hiddenSize], isDecayed: true };
  const head = { ...table, name: 'lm_head.weight' };
  return [
    table,
    ...Array.from({ length: layers }, (_, index) => blockParameters(config, `model.layers.${index}`)).flat(),
    norm('model.norm', hiddenSize),
    config.isHeadTied ? { ...head, tiedTo: table.name } : head,
  ];
}

export function decoderLinears(config: RotaryDecoderConfig): LinearLayout[] {
  const blocks = Array.from({ length: config.layers }, (_, index) => blockLinears(config, `model.layers.${index}`));
  return blocks.flat().map(({ hasBias: _, ...linear }) => linear);
}

function blockParameters(config: RotaryDecoderConfig, block: string): ParameterLayout[] {
  const { hiddenSize, headDim, hasHeadNorms } = config;
  const linears = blockLinears(config, block).flatMap(({ module, in: inSize, out, hasBias }): ParameterLayout[] => [
    { name: `${module}.weight`, shape: [out, inSize], isDecayed: true },
    ...(hasBias ? [{ name: `${module}.bias`, shape: [out], isDecayed: false }] : []),
  ]);
  const headNorms = ['q_norm', 'k_norm'].map((name) => norm(`${block}.self_attn.${name}`, headDim));
  return [
    norm(`${block}.input_layernorm`, hiddenSize),
    ...linears,
    ...(hasHeadNorms ? headNorms : []),
    norm(`${block}.post_attention_layernorm`, hiddenSize),
  ];
}

function blockLinears(config: RotaryDecoderConfig, block: string): (LinearLayout & { hasBias: boolean })[] {
  const { hiddenSize: hidden, intermediateSize: wide, biases } = config;
  const [queries, keys] = [config.heads * config.headDim, config.kvHeads * config.headDim];
  return [
    { module: `${block}.self_attn.q_proj`, in: hidden, out: queries, hasBias: biases.queryKeyValue },
    { module: `${block}.self_attn.k_proj`, in: hidden, out: keys, hasBias: biases.queryKeyValue },
    { module: `${block}.self_attn.v_proj`, in: hidden, out: keys, hasBias: biases.queryKeyValue },
    { module: `${block}.self_attn.o_proj`, in: queries, out: hidden, hasBias: biases.output },
    { module: `${block}.mlp.gate_proj`, in: hidden, out: wide, hasBias: biases.mlp },
    { module: `${block}.mlp.up_proj`, in: hidden, out: wide, hasBias: biases.mlp },
    { module: `${block}.mlp.down_proj`, in: wide, out: hidden, hasBias: biases.mlp },
  ];
}

function norm(module: string, size: number): ParameterLayout {
  return { name: `${module}.weight`, shape: [size], isDecayed: false };
}
