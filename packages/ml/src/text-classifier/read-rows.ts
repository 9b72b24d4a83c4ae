import { AppError } from '@modelmint/domain/errors';
import { readJsonLines } from '../training/read-json-lines.ts';

export interface LabelledText {
  text: string;
  /** Its place in `labels`. */
  label: number;
}

/**
 * The rows of a split, JSON Lines of `{"text", "label"}`, in order.
 *
 * @throws AppError `dataset_invalid` naming file and line of the first row that is none.
 */
export async function* readRows(file: string, labels: readonly string[]): AsyncGenerator<LabelledText> {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  for await (const { value, place } of readJsonLines(file)) yield readRow(value, indexOf, place);
}

function readRow(row: unknown, indexOf: ReadonlyMap<string, number>, place: string): LabelledText {
  const { text, label } = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>;
  if (typeof text !== 'string') throw refuse(place, '"text" is not a string');
  if (typeof label !== 'string') throw refuse(place, '"label" is not a string');
  const index = indexOf.get(label);
  if (index === undefined) throw refuse(place, `the label ${JSON.stringify(label)} is none of the model's`);
  return { text, label: index };
}

function refuse(place: string, what: string): AppError {
  return new AppError('dataset_invalid', `${place}: ${what}`);
}
