import type { NamedWeights } from '../weights/named-weights.ts';

/** What peft keeps in `adapter_config.json` of a LoRA adapter, as far as it matters here. */
export interface PeftConfig {
  r: number;
  alpha: number;
  dropout: number;
  /** Scale α / √r (Kalajdzievski 2023) instead of α / r. */
  useRslora: boolean;
  /** The base's weights are stored [in, out], as GPT-2's `Conv1D`. */
  fanInFanOut: boolean;
  /** Endings of module paths; a regular expression when peft was given one. */
  targetModules: readonly string[] | string;
  /** Endings of the paths of modules that were trained whole. */
  modulesToSave: readonly string[];
  /** Name or path of the base model, as the trainer knew it. */
  baseModel: string | null;
  /** Rank by module where it is not `r`; endings of paths, or simple patterns of them. */
  rankPattern: Readonly<Record<string, number>>;
  alphaPattern: Readonly<Record<string, number>>;
  /** `CAUSAL_LM`, `SEQ_CLS`, … */
  taskType: string | null;
}

/** Beside one linear map, outside any engine. */
export interface PeftPair {
  rank: number;
  in: number;
  out: number;
  a: Float32Array; // [rank, in]
  b: Float32Array; // [out, rank]
}

export interface PeftAdapter {
  config: PeftConfig;
  /** By module path in the base model, without peft's own `base_model.model.` */
  pairs: ReadonlyMap<string, PeftPair>;
  /** Weights that take the place of the base's (`modules_to_save`), by parameter name. */
  saved: ReadonlyMap<string, NamedWeights>;
}

export const adapterConfigFile = 'adapter_config.json';
export const adapterWeightsFile = 'adapter_model.safetensors';
/** Before every name in an adapter's file: peft wraps the model twice. */
export const peftPrefix = 'base_model.model.';
