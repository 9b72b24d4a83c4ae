import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { Scope } from '../nn/scope.ts';

/** `config.json` as it was parsed, before an architecture reads it. */
export type HfConfig = Readonly<Record<string, unknown>>;

/** One parameter of a full model, by the name that the hub's checkpoints use. */
export interface ParameterLayout {
  name: string;
  shape: readonly number[];
  /** The checkpoint may lack it, such as a bias that a family left out. */
  isOptional?: boolean;
  /** Not stored: the same tensor as this parameter (a tied head). */
  tiedTo?: string;
  /** Biases and norms: no weight decay. */
  isDecayed: boolean;
  /** Not trained, such as a batch norm's running mean. */
  isBuffer?: boolean;
}

/** A linear map that LoRA may be put beside. */
export interface LinearLayout {
  /** Path of the module; its weight is `<module>.weight`. */
  module: string;
  in: number;
  out: number;
  /** Stored [in, out], as GPT-2's `Conv1D`; PEFT's `fan_in_fan_out`. */
  isTransposed?: boolean;
}

/** What stands between a model's hidden states and its labels. Fine-tuning for other labels trains it whole. */
export interface HeadLayout {
  /** Paths of its modules. */
  modules: readonly string[];
  /** Of them, the linear map whose outputs are the labels. */
  output: string;
}

interface ArchitectureBase<Config> {
  /** `model_type` of config.json. */
  modelType: string;
  /** Classes of transformers that this file computes, such as `LlamaForCausalLM`. */
  classes: readonly string[];
  /** @throws AppError `invalid_file` that names the field, what stands there, and what is supported. */
  readConfig(json: HfConfig): Config;
  parameters(config: Config): ParameterLayout[];
  /** All that LoRA adapts by default; the output head is not among them. */
  linears(config: Config): LinearLayout[];
  /** The module that an adapter calls so, where programs of different age call it differently. Default: the same name. */
  moduleOf?(name: string): string;
  /** What an adapter is to call a module, where transformers of today has another name for it than the weights. */
  adapterNameOf?(module: string): string;
}

export interface CausalLmShape {
  vocabSize: number;
  contextLength: number;
  layers: number;
  hiddenSize: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  /** Tokens that a position sees of what stands before it, itself included; null: all. */
  slidingWindow: number | null;
}

/** Keys and values of what has been read, one pair per layer. [batch, kvHeads, past, headDim] each. */
export type KvCache = readonly { key: Tensor4D; value: Tensor4D }[];

export interface CausalInput {
  ids: Tensor2D; // [batch, time], int32
  /** Position of each token in its own text, from 0. [batch, time], int32 */
  positions: Tensor2D;
  /** Added to the attention scores: 0 where a token may look, very negative where not. [batch or 1, 1, time, past + time] */
  mask: Tensor4D;
  cache?: KvCache;
}

export interface CausalOutput {
  /** After the final norm. */
  hidden: Tensor3D; // [batch, time, hidden]
  /** With what was read now added; the caller owns its tensors. */
  cache: KvCache;
}

export interface CausalLmArchitecture<Config extends CausalLmShape = CausalLmShape> extends ArchitectureBase<Config> {
  kind: 'causal-lm';
  hiddenStates(scope: Scope, config: Config, input: CausalInput): CausalOutput;
  /** [..., hidden] → [..., vocab] */
  logits(scope: Scope, config: Config, hidden: Tensor): Tensor;
}

export interface EncoderShape {
  vocabSize: number;
  contextLength: number;
  hiddenSize: number;
  heads: number;
  /** How many texts of a pair it tells apart; 0 for a family without token types. */
  tokenTypes: number;
  /** Names of the classes in the order of the head's outputs; null without a classification head. */
  labels: readonly string[] | null;
}

export interface EncoderInput {
  ids: Tensor2D; // [batch, time], int32
  /** 1 for tokens, 0 for padding. [batch, time], int32 */
  attentionMask: Tensor2D;
  /** 0 for the first text, 1 for the second. [batch, time], int32; all 0 when absent */
  tokenTypes?: Tensor2D;
}

export interface EncoderArchitecture<Config extends EncoderShape = EncoderShape> extends ArchitectureBase<Config> {
  kind: 'encoder';
  head: HeadLayout;
  hiddenStates(scope: Scope, config: Config, input: EncoderInput): Tensor3D; // [batch, time, hidden]
  /** Null where the family has none. [batch, time, hidden] → [batch, hidden] */
  pool(scope: Scope, config: Config, hidden: Tensor3D): Tensor2D | null;
  /** [batch, time, hidden] → [batch, labels] */
  classify(scope: Scope, config: Config, hidden: Tensor3D): Tensor2D;
}

export interface ImageClassifierShape {
  labels: readonly string[];
  channels: number;
  /** Width and height that it takes; null: any. */
  imageSize: number | null;
}

export interface ImageClassifierArchitecture<Config extends ImageClassifierShape = ImageClassifierShape>
  extends ArchitectureBase<Config> {
  kind: 'image-classifier';
  head: HeadLayout;
  /** Replaces weights by what inference is faster with. Training and export need them as they were. */
  prepare?(tf: TensorFlow, config: Config, weights: Map<string, Tensor>): void;
  /**
   * What the last layer gives.
   *
   * @param pixels [batch, height, width, channels]
   * @returns [batch, 1 + patches, hidden], or [batch, height, width, hidden] after convolutions
   */
  hiddenStates(scope: Scope, config: Config, pixels: Tensor4D): Tensor;
  /** → [batch, labels] */
  classify(scope: Scope, config: Config, hidden: Tensor): Tensor2D;
}

export type Architecture = CausalLmArchitecture | EncoderArchitecture | ImageClassifierArchitecture;
