import { AppError } from '@modelmint/domain/errors';
import type { HfConfig } from './architecture.ts';

const labelsMax = 100_000;

/**
 * Names of a classification head's outputs: `id2label`, else `num_labels` of transformers' own `LABEL_0`…, else two.
 *
 * @throws AppError `invalid_file` when `id2label` leaves a number out.
 */
export function readLabels(json: HfConfig): string[] {
  const { id2label, num_labels: count } = json;
  if (id2label == null) return numbered(count ?? 2);
  if (typeof id2label !== 'object' || Array.isArray(id2label)) throw refuse('id2label must be an object');
  const names = new Map(Object.entries(id2label));
  if (names.size === 0 || names.size > labelsMax) throw refuse(`id2label has ${names.size} labels`);
  return Array.from({ length: names.size }, (_, index) => {
    const name: unknown = names.get(String(index));
    if (typeof name !== 'string') throw refuse(`id2label has ${names.size} labels, but no text for ${index}`);
    return name;
  });
}

/**
 * The labels of a text model that has a classification head, by its class's name; null for one without. A file that names
 * no class has a head when it names labels.
 */
export function readHeadLabels(json: HfConfig): string[] | null {
  const hasHead = json.architectures == null ? json.id2label != null : isNamed(json, 'ForSequenceClassification');
  return hasHead ? readLabels(json) : null;
}

/** Whether the class that wrote the weights has a name that ends so. */
export function isNamed({ architectures }: HfConfig, ending: string): boolean {
  const name: unknown = Array.isArray(architectures) ? architectures[0] : undefined;
  return typeof name === 'string' && name.endsWith(ending);
}

function numbered(count: unknown): string[] {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > labelsMax)
    throw refuse(`num_labels must be a whole number above 0; found ${JSON.stringify(count)}`);
  return Array.from({ length: count }, (_, index) => `LABEL_${index}`);
}

function refuse(what: string): AppError {
  return new AppError('invalid_file', `config.json: ${what}`);
}
