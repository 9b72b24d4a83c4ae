import { z } from 'zod';
import { isDecimal } from './dataset-cell.ts';
import { datasetLimits } from './dataset-limits.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { DatasetReport } from './dataset-report.ts';
import { checkCharacters, checkRow, isDatasetProblem } from './dataset-row.ts';
import { readTableRow } from './dataset-table-row.ts';

/** One version changes no more rows than this; more are changed in the file. */
export const editsMax = 5_000;

/** One stored row of a version: another label (or answer, target, rating), or no row at all. */
export const DatasetEdit = z.strictObject({
  split: z.enum(['train', 'validation']),
  /** From 1, in the order of the split. */
  row: z.number().int().min(1).max(datasetLimits.rowsMax),
  /** Null removes the row. */
  label: z.string().max(datasetLimits.textCharactersMax).nullable(),
});
export type DatasetEdit = z.infer<typeof DatasetEdit>;

export const DatasetEdits = z.array(DatasetEdit).min(1).max(editsMax);

type Judged = Pick<DatasetReport, 'task' | 'table' | 'ratings'>;

/** What is wrong with another label of a row of such data; null when nothing is. */
export function judgeEdit(report: Judged, { label, row }: Pick<DatasetEdit, 'label' | 'row'>): DatasetProblem | null {
  if (label === null) return null;
  switch (report.task) {
    case 'text-generation':
      if (label.trim() === '') return datasetProblem('field_empty', row, { field: 'answer' });
      return checkCharacters(label, row);
    case 'tabular':
      return judgeTarget(report, { label, row });
    case 'recommendation':
      return judgeRating(report, { label, row });
    default: {
      const columns = { textColumn: 'text', labelColumn: 'label' };
      const found = checkRow('text', label, row, { columns, limits: datasetLimits });
      return isDatasetProblem(found) ? found : null;
    }
  }
}

function judgeTarget({ table }: Judged, { label, row }: { label: string; row: number }): DatasetProblem | null {
  const { name, kind } = table?.target ?? { name: 'target', kind: 'label' };
  const columns = [{ name, role: 'target' as const }];
  const found = readTableRow([label], row, { columns, targetKind: kind, limits: datasetLimits });
  return 'code' in found ? found : null;
}

function judgeRating({ ratings }: Judged, { label, row }: { label: string; row: number }): DatasetProblem | null {
  const column = ratings?.ratingColumn ?? 'rating';
  const isNumber = isDecimal(label.trim()) && Math.abs(Number(label)) <= 1e15;
  return isNumber ? null : datasetProblem('rating_not_number', row, { column, found: JSON.stringify(label) });
}

type Row = Readonly<Record<string, unknown>>;

/** A stored row with another label. What the label is was judged before. */
export function relabelRow({ task, table }: Judged, row: Row, label: string): Row {
  switch (task) {
    case 'text-generation':
      return answerAnew(row, label);
    case 'tabular': {
      const { name, kind } = table?.target ?? { name: 'target', kind: 'label' };
      return { ...row, [name]: kind === 'value' ? Number(label) : label.trim() };
    }
    case 'recommendation':
      return { ...row, rating: Number(label) };
    default:
      return { ...row, label: label.trim() };
  }
}

function answerAnew(row: Row, answer: string): Row {
  if (Array.isArray(row.messages)) {
    const messages: unknown[] = row.messages;
    const last = messages.at(-1);
    const { tool_calls: _, ...said } = typeof last === 'object' && last !== null ? (last as Row) : {};
    return { ...row, messages: [...messages.slice(0, -1), { ...said, content: answer }] };
  }
  return 'prompt' in row ? { ...row, completion: answer } : { ...row, text: answer };
}
