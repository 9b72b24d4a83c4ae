import { AppError } from '@modelmint/domain/errors';
import type { JsonObject } from '../checkpoint/read-json-object.ts';
import { adapterConfigFile, type PeftConfig } from './peft-adapter.ts';

/** Ways to begin that leave the base's weights as they are. The others (PiSSA, OLoRA, CorDA, LoftQ, …) alter the base. */
const startsThatKeepTheBase: readonly unknown[] = [true, false, null, undefined, 'gaussian', 'orthogonal', 'eva'];

/** Fields that must be absent, null, false or empty, with what they ask for. */
const unsupported: Readonly<Record<string, string>> = {
  use_dora: 'DoRA',
  use_qalora: 'QALoRA',
  use_bdlora: 'BD-LoRA',
  kasa_config: 'KaSA',
  velora_config: 'VeLoRA',
  monteclora_config: 'MonteCLoRA',
  arrow_config: 'Arrow',
  alora_invocation_tokens: 'activated LoRA',
  lora_bias: 'biases in the low-rank part',
  layer_replication: 'replicated layers',
  target_parameters: 'LoRA on single parameters',
  trainable_token_indices: 'trainable tokens',
  megatron_config: 'Megatron',
};

/**
 * Reads `adapter_config.json` as peft writes it.
 *
 * @throws AppError `invalid_file` when it is of another method than LoRA, asks for what is not supported, by name, or has
 * a field of a wrong kind.
 */
export function readPeftConfig(json: JsonObject): PeftConfig {
  const { r, lora_alpha: alpha, lora_dropout: dropout = 0 } = json;
  if (json.peft_type !== 'LORA')
    throw refuse(`its peft_type is ${JSON.stringify(json.peft_type)}; only LORA is supported`);
  for (const [field, what] of Object.entries(unsupported))
    if (!isOff(json[field])) throw refuse(`it uses ${what} (${field}), which is not supported`);
  if (json.bias !== 'none' && json.bias !== undefined)
    throw refuse(`its bias is ${JSON.stringify(json.bias)}; only "none" is supported`);
  if (!startsThatKeepTheBase.includes(json.init_lora_weights))
    throw refuse(
      `its init_lora_weights is ${JSON.stringify(json.init_lora_weights)}, which alters the base model; ` +
        'save it in peft with path_initial_model_for_weight_conversion',
    );
  if (!isCount(r)) throw refuse('its r is no positive whole number');
  if (typeof alpha !== 'number' || !Number.isFinite(alpha)) throw refuse('its lora_alpha is no number');
  if (typeof dropout !== 'number' || !(dropout >= 0 && dropout < 1)) throw refuse('its lora_dropout is not in 0..1');
  return {
    r,
    alpha,
    dropout,
    useRslora: readFlag(json, 'use_rslora'),
    fanInFanOut: readFlag(json, 'fan_in_fan_out'),
    targetModules: typeof json.target_modules === 'string' ? json.target_modules : readNames(json, 'target_modules'),
    modulesToSave: readNames(json, 'modules_to_save'),
    baseModel: readText(json, 'base_model_name_or_path'),
    rankPattern: readPattern(json, 'rank_pattern', isCount),
    alphaPattern: readPattern(json, 'alpha_pattern', (value) => Number.isFinite(value)),
    taskType: readText(json, 'task_type'),
  };
}

function readFlag(json: JsonObject, field: string): boolean {
  const value = json[field] ?? false;
  if (typeof value !== 'boolean') throw refuse(`its ${field} is neither true nor false`);
  return value;
}

function readText(json: JsonObject, field: string): string | null {
  const value = json[field] ?? null;
  if (value !== null && typeof value !== 'string') throw refuse(`its ${field} is no text`);
  return value;
}

function readNames(json: JsonObject, field: string): string[] {
  const value = json[field] ?? [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw refuse(`its ${field} is no list of names`);
  return value;
}

function readPattern(json: JsonObject, field: string, isProper: (value: unknown) => boolean): Record<string, number> {
  const value = json[field] ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.values(value).every(isProper))
    throw refuse(`its ${field} does not give numbers by module`);
  return value as Record<string, number>;
}

function isOff(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function refuse(what: string): AppError {
  return new AppError('invalid_file', `${adapterConfigFile}: ${what}`);
}
