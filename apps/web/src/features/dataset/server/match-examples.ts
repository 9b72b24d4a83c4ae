import type { DatasetReport } from '@modelmint/domain/dataset-report';

export interface ExampleFilter {
  /** Part of any text of the row, in upper or lower case. */
  q?: string | undefined;
  label?: string | undefined;
}

type Row = Record<string, unknown>;

/** Gives the row of a stored line where it matches, else null. Most lines are told by their bytes alone. */
export function openMatch(
  { task, table }: Pick<DatasetReport, 'task' | 'table'>,
  { q = '', label }: ExampleFilter,
): (line: string) => Row | null {
  const wanted = q.toLowerCase();
  // As it stands inside the quotes of a line, since JSON writes few characters in another way.
  const written = JSON.stringify(wanted).slice(1, -1);
  const labelField = task === 'tabular' ? (table?.target.name ?? 'target') : 'label';
  return (line) => {
    if (wanted !== '' && !line.toLowerCase().includes(written)) return null;
    const row = JSON.parse(line) as Row;
    if (label !== undefined && String(row[labelField] ?? '').trim() !== label) return null;
    return wanted === '' || holds(row, wanted) ? row : null;
  };
}

/** Not searched: what says who speaks, and the pixels of an image. */
const unsearched = new Set(['role', 'image', 'weight']);

function holds(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(wanted);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value).includes(wanted);
  if (Array.isArray(value)) return value.some((item) => holds(item, wanted));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, item]) => !unsearched.has(name) && holds(item, wanted));
}
