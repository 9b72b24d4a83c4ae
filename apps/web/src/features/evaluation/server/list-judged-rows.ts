import { withOrg } from '@modelmint/db/with-org';
import { ClassificationReport, JudgedRow } from '@modelmint/domain/evaluation-report';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findEvaluation } from './get-evaluation.ts';

export const ListJudgedRows = z.object({
  /** A cell of the confusion matrix, or a row or column of it. */
  expected: z.string().max(1_000).optional(),
  predicted: z.string().max(1_000).optional(),
  only: z.enum(['wrong', 'right', 'errors']).optional(),
  /** Rows of this kind to pass over. */
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListJudgedRows = z.output<typeof ListJudgedRows>;

export interface JudgedRowPage {
  rows: JudgedRow[];
  hasMore: boolean;
}

/** The rows of an evaluation as they were judged, in the order of the data; the file is read once, line by line. */
export async function listJudgedRows(
  deps: Deps,
  principal: Principal,
  { evaluationId, ...asked }: ListJudgedRows & { evaluationId: string },
): Promise<JudgedRowPage> {
  requirePermission(principal, 'project.read');
  const { rowsKey, report } = await withOrg(deps.db, principal.organizationId, (tx) =>
    findEvaluation(tx, principal, evaluationId),
  );
  if (rowsKey === null) return { rows: [], hasMore: false };
  const { offset, limit } = asked;
  const most = rowsOfCell(report, asked);
  const rows: JudgedRow[] = [];
  const stream = await deps.storage.get(rowsKey);
  let met = 0;
  try {
    for await (const line of readLines(stream)) {
      if (!mayBe(line, asked)) continue;
      const row = JudgedRow.parse(JSON.parse(line));
      if (!isMeant(row, asked) || met++ < offset) continue;
      if (rows.length === limit) return { rows, hasMore: true };
      rows.push(row);
      if (met === most) break;
    }
  } finally {
    stream.destroy();
  }
  return { rows, hasMore: false };
}

/** How many rows a cell of the confusion matrix has, so that nothing is read after the last of them; else no end is known. */
function rowsOfCell(report: unknown, { expected, predicted, only }: ListJudgedRows): number {
  const read = ClassificationReport.safeParse(report).data;
  if (read === undefined || expected === undefined || predicted === undefined || only === 'errors') return Infinity;
  const place = (label: string) => read.perLabel.findIndex((one) => one.label === label);
  const [actual, said] = [place(expected), place(predicted)];
  return read.confusion.find(([row, column]) => row === actual && column === said)?.[2] ?? Infinity;
}

/** Told without reading the line as JSON, which takes most of the time. */
function mayBe(line: string, { only, expected, predicted }: ListJudgedRows): boolean {
  if (expected !== undefined && !line.includes(`"expected":${JSON.stringify(expected)}`)) return false;
  if (predicted !== undefined && !line.includes(`"predicted":${JSON.stringify(predicted)}`)) return false;
  if (only === 'errors') return !line.endsWith('"error":null}');
  if (only === 'wrong') return line.includes('"isRight":false');
  return only === undefined || line.includes('"isRight":true');
}

function isMeant(row: JudgedRow, { expected, predicted, only }: ListJudgedRows): boolean {
  if (expected !== undefined && row.expected !== expected) return false;
  if (predicted !== undefined && row.predicted !== predicted) return false;
  if (only === 'errors') return row.error !== null;
  return only === undefined || row.isRight === (only === 'right');
}
