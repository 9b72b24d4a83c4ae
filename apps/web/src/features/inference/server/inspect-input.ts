import { withOrg } from '@modelmint/db/with-org';
import { detectCsvDialect } from '@modelmint/domain/dataset-csv-dialect';
import { endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { cellsByName } from '@modelmint/domain/inference-ask';
import { type CallRoute, callRoutes } from '@modelmint/domain/wire/call-route';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findInputFile } from './input-file.ts';
import { readInputSample } from './input-sample.ts';

const bytesRead = 512 * 1024;
const rowsShown = 3;
const columnsMax = 200;
const valueCharacters = 160;

export interface InputLook {
  format: 'jsonl' | 'csv';
  /** Of a CSV, or of the first object; none where rows are texts. */
  columns: string[];
  /** Of the first rows, by their columns; one value under `''` where rows are texts. */
  samples: Record<string, string>[];
  /** When the lines are whole calls, as OpenAI's batches have them: what the first of them asks. */
  lines: { route: CallRoute; model: string } | null;
}

/** The first rows of a file, so that a column can be chosen. */
export async function inspectInput(
  deps: Deps,
  principal: Principal,
  fileId: string,
): Promise<InputLook & { fileId: string }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const file = await withOrg(deps.db, organizationId, (tx) =>
    findInputFile(tx, { projectId, fileId, mode: 'ROWS', param: 'fileId' }),
  );
  const { text } = await readInputSample(deps, file, bytesRead);
  return { fileId: file.id, ...lookAtRows(text) };
}

/** Exported for its test. */
export function lookAtRows(text: string): InputLook {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const values = lines.slice(0, rowsShown).map(parse);
  const [first] = values;
  if (first !== undefined) {
    const rows = values.filter((value) => value !== undefined);
    const columns = isRecord(first.value) ? Object.keys(first.value) : [];
    const samples = rows.map(({ value }) => sampleOf(value));
    return { format: 'jsonl', columns: columns.slice(0, columnsMax), samples, lines: linesOf(first.value) };
  }
  const [names = [], ...rows] = firstRecords(lines, text);
  const columns = names.map((name) => name.trim()).filter((name) => name !== '');
  const samples = rows.map((cells) => sampleOf(cellsByName(names, cells)));
  return { format: 'csv', columns: columns.slice(0, columnsMax), samples, lines: null };
}

function parse(line: string): { value: unknown } | undefined {
  if (!/^\s*[{"[]/.test(line)) return undefined;
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}

/** The header and a few rows. */
function firstRecords(lines: readonly string[], text: string): string[][] {
  const dialect = detectCsvDialect(text);
  const records: string[][] = [];
  let open: string[] = [];
  for (const line of lines) {
    const isOpen = endsInsideQuotes(line, open.length > 0, dialect);
    open.push(line);
    if (isOpen) continue;
    records.push(splitCsvRecord(open.join('\n'), dialect) ?? []);
    open = [];
    if (records.length > rowsShown) break;
  }
  return records;
}

function sampleOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return { '': shown(value) };
  const cells = Object.entries(value).slice(0, columnsMax);
  return Object.fromEntries(cells.map(([name, cell]) => [name, shown(cell)]));
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : jsonOf(value);
  return text.length > valueCharacters ? `${Array.from(text).slice(0, valueCharacters).join('')}…` : text;
}

/** Nested without an end it is read, and cannot be written. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return '…';
    throw error;
  }
}

/** `{"custom_id", "method", "url", "body"}` */
function linesOf(value: unknown): InputLook['lines'] {
  if (!isRecord(value) || typeof value.custom_id !== 'string' || !isRecord(value.body)) return null;
  const route = callRoutes.find((one) => one === value.url);
  const { model } = value.body;
  return route === undefined || typeof model !== 'string' ? null : { route, model };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
