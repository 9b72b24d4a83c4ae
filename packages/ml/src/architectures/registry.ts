import { AppError } from '@modelmint/domain/errors';
import type { Architecture, HfConfig } from './architecture.ts';
import { bert } from './bert.ts';
import { distilbert } from './distilbert.ts';
import { gpt2 } from './gpt2.ts';
import { llama } from './llama.ts';
import { lstm } from './lstm.ts';
import { mistral } from './mistral.ts';
import { qwen2 } from './qwen2.ts';
import { qwen3 } from './qwen3.ts';
import { resnet } from './resnet.ts';
import { roberta } from './roberta.ts';
import { vit } from './vit.ts';

/** All that can be loaded. A new one is a file and a line here. */
export const architectures: readonly Architecture[] = [
  llama,
  mistral,
  qwen2,
  qwen3,
  gpt2,
  lstm,
  bert,
  distilbert,
  roberta,
  vit,
  resnet,
];

export type ArchitectureKind = Architecture['kind'];
type ArchitectureOf<Kind extends ArchitectureKind> = Extract<Architecture, { kind: Kind }>;

/**
 * The architecture of a checkpoint, by the class that config.json names, or by `model_type` where it names none.
 *
 * @param kind what the caller can use. Default: any.
 * @throws AppError `invalid_file` for one that is not supported: what was found, and the list of what is.
 */
export function findArchitecture<Kind extends ArchitectureKind = ArchitectureKind>(
  json: HfConfig,
  kind?: Kind,
): ArchitectureOf<Kind> {
  const usable = architectures.filter((one): one is ArchitectureOf<Kind> => kind === undefined || one.kind === kind);
  const named = Array.isArray(json.architectures) ? json.architectures[0] : undefined;
  const found = usable.find(({ classes, modelType }) =>
    typeof named === 'string' ? classes.includes(named) : modelType === json.model_type,
  );
  if (found === undefined) throw refuse(json, named, usable);
  if (isObject(json.quantization_config)) throw quantized(json.quantization_config);
  return found;
}

function refuse({ model_type: modelType }: HfConfig, named: unknown, usable: readonly Architecture[]): AppError {
  const found = named ?? modelType;
  const what = found === undefined ? 'names neither architectures nor model_type' : `is of a ${JSON.stringify(found)}`;
  const classes = usable.flatMap((one) => one.classes).join(', ');
  return new AppError('invalid_file', `config.json ${what}, which is not supported here. Supported: ${classes}`);
}

function quantized({ quant_method: method }: Record<string, unknown>): AppError {
  const what = typeof method === 'string' ? `quantized by ${method}` : 'quantized';
  return new AppError(
    'invalid_file',
    `The weights are ${what}. Use the model as it was before, in float32, float16 or bfloat16`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
