import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { DatasetSpec } from './dataset-spec.ts';
import type { GenerationFields } from './generation-row.ts';

export interface DatasetColumns {
  textColumn: string;
  labelColumn: string;
}

const textNames =
  'text content message review sentence comment body input prompt question utterance tweet description ticket post';
const labelNames = 'label category class sentiment intent target output completion tag topic rating stars';
const known = { text: new Set(textNames.split(' ')), label: new Set(labelNames.split(' ')) };

const plain = (name: string): string => name.trim().toLowerCase();

/** Names for a message: neither a thousand columns nor a page of prose that was taken for a header. */
export function listColumns(columns: readonly string[]): string {
  const shown = columns.slice(0, 20).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return `${shown.join(', ')}${columns.length > 20 ? `, and ${columns.length - 20} more` : ''}`;
}

/**
 * The columns to read, as the file spells them: those asked for, else those called `text` and `label`,
 * else the only ones with a usual name. Never a guess between two.
 */
export function chooseColumns(
  columns: readonly string[],
  spec: DatasetSpec,
  place: { line: number; code: 'columns_unclear' | 'fields_unclear' },
): DatasetColumns | DatasetProblem {
  const found = listColumns(columns);
  for (const asked of [spec.textColumn, spec.labelColumn]) {
    if (asked !== undefined && named(columns, asked) === undefined)
      return datasetProblem('column_missing', place.line, { column: asked, columns: found });
  }
  const textColumn =
    spec.textColumn === undefined ? guess(columns, 'text', spec.labelColumn) : named(columns, spec.textColumn);
  const labelColumn =
    spec.labelColumn === undefined ? guess(columns, 'label', textColumn) : named(columns, spec.labelColumn);
  if (textColumn === undefined || labelColumn === undefined || textColumn === labelColumn)
    return datasetProblem(place.code, place.line, { columns: found });
  return { textColumn, labelColumn };
}

function named(columns: readonly string[], name: string): string | undefined {
  return columns.find((column) => plain(column) === plain(name));
}

function guess(columns: readonly string[], kind: 'text' | 'label', taken: string | undefined): string | undefined {
  const free = columns.filter((column) => taken === undefined || plain(column) !== plain(taken));
  const exact = named(free, kind);
  if (exact !== undefined) return exact;
  const [first, ...others] = free.filter((column) => known[kind].has(plain(column)));
  return others.length === 0 ? first : undefined;
}

/** The columns of a table for text generation: those asked for, else `prompt` and `completion`. */
export function chooseGenerationColumns(
  columns: readonly string[],
  { textColumn, labelColumn }: DatasetSpec,
  line: number,
): GenerationFields | DatasetProblem {
  const found = listColumns(columns);
  for (const asked of [textColumn, labelColumn]) {
    if (asked !== undefined && named(columns, asked) === undefined)
      return datasetProblem('column_missing', line, { column: asked, columns: found });
  }
  const text = named(columns, textColumn ?? 'prompt');
  const label = named(columns, labelColumn ?? 'completion');
  if (text !== undefined && label !== undefined && text !== label) return { prompt: text, answer: label };
  // One column chosen: text that stands alone.
  const only = labelColumn === undefined ? textColumn && text : textColumn === undefined ? label : undefined;
  return only === undefined
    ? datasetProblem('prompt_columns_unclear', line, { columns: found })
    : { prompt: null, answer: only };
}
