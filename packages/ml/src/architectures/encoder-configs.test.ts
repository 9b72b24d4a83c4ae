import { expect, it } from 'vitest';
import { bert } from './bert.ts';
import { countParameters } from './count-parameters.ts';
import { distilbert } from './distilbert.ts';
import { resnet } from './resnet.ts';
import { roberta } from './roberta.ts';
import { vit } from './vit.ts';

const [bertBase, robertaBase] = [{ vocab_size: 30522 }, { vocab_size: 50265 }];
const thousand = { num_labels: 1000 };
const classifier = { architectures: ['BertForSequenceClassification'], num_labels: 3 };
const resnet18 = { ...thousand, layer_type: 'basic', hidden_sizes: [64, 128, 256, 512], depths: [2, 2, 2, 2] };

/** As many as the published models have: an absent field means what transformers takes for it. */
it.each([
  ['bert-base', bert.parameters(bert.readConfig(bertBase)), 109_482_240],
  ['bert-base with three classes', bert.parameters(bert.readConfig({ ...bertBase, ...classifier })), 109_484_547],
  ['distilbert-base', distilbert.parameters(distilbert.readConfig(bertBase)), 66_362_880],
  [
    'roberta-base',
    roberta.parameters(
      roberta.readConfig({ ...robertaBase, max_position_embeddings: 514, type_vocab_size: 1, layer_norm_eps: 1e-5 }),
    ),
    124_645_632,
  ],
  ['vit-base-patch16-224', vit.parameters(vit.readConfig(thousand)), 86_567_656],
  ['resnet-50', resnet.parameters(resnet.readConfig(thousand)), 25_557_032],
  ['resnet-18', resnet.parameters(resnet.readConfig(resnet18)), 11_689_512],
])('lays out %s', (_, parameters, count) => {
  expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
  expect(countParameters(parameters)).toBe(count);
});

it.each([
  [bert, {}, /vocab_size must be a whole number above 0; it is missing/],
  [bert, { ...bertBase, hidden_act: 'mish' }, /hidden_act must be one of gelu, .*found "mish"/],
  [bert, { ...bertBase, num_attention_heads: 7 }, /num_attention_heads must be a divisor of hidden_size 768; found 7/],
  [bert, { ...bertBase, is_decoder: true }, /is_decoder must be false/],
  [bert, { ...bertBase, position_embedding_type: 'relative_key' }, /position_embedding_type must be one of absolute/],
  [bert, { ...bertBase, hidden_dropout_prob: 1 }, /hidden_dropout_prob must be from 0 to below 1/],
  [roberta, { ...robertaBase, pad_token_id: 511 }, /pad_token_id must be a token below max_position/],
  [distilbert, { ...bertBase, n_heads: 5 }, /n_heads must be a divisor of dim 768; found 5/],
  [vit, { image_size: [224, 160] }, /image_size must be a whole number above 0; found \[224,160\]/],
  [vit, { patch_size: 300 }, /patch_size must be at most image_size 224/],
  [resnet, { depths: [3, 4] }, /depths must be 4 as hidden_sizes has; found \[3,4\]/],
  [resnet, { hidden_act: 'silu' }, /hidden_act must be one of relu/],
  [resnet, { layer_type: 'preact' }, /layer_type must be one of basic, bottleneck/],
])('refuses a config and names the field: %#', (architecture, json, message) => {
  expect(() => architecture.readConfig(json)).toThrow(message);
});

it('counts positions of RoBERTa from the one after the padding', () => {
  const config = roberta.readConfig({ ...robertaBase, max_position_embeddings: 514 });
  expect(config.contextLength).toBe(512);
});

it('names for LoRA what peft names, without the heads', () => {
  const names = (linears: { module: string }[]) => [
    ...new Set(linears.map(({ module }) => module.replace(/\d+/, 'N'))),
  ];
  expect(names(distilbert.linears(distilbert.readConfig(bertBase)))).toEqual(
    ['attention.q_lin', 'attention.k_lin', 'attention.v_lin', 'attention.out_lin', 'ffn.lin1', 'ffn.lin2'].map(
      (name) => `distilbert.transformer.layer.N.${name}`,
    ),
  );
  expect(names(bert.linears(bert.readConfig(bertBase)))).toContain('bert.pooler.dense');
  const masked = bert.readConfig({ ...bertBase, architectures: ['BertForMaskedLM'] });
  expect(names(bert.linears(masked))).not.toContain('bert.pooler.dense');
  const head = { ...robertaBase, architectures: ['RobertaForSequenceClassification'] };
  expect(names(roberta.linears(roberta.readConfig(head))).some((name) => /pooler|classifier/.test(name))).toBe(false);
});

it.each([
  ['vit.layers.3.attention.q_proj', 'vit.encoder.layer.3.attention.attention.query'],
  ['vit.layers.11.mlp.fc2', 'vit.encoder.layer.11.output.dense'],
  ['vit.encoder.layer.3.output.dense', 'vit.encoder.layer.3.output.dense'],
  ['classifier', 'classifier'],
])('knows the ViT module that newer programs call %s', (name, module) => {
  expect(vit.moduleOf?.(name)).toBe(module);
});
