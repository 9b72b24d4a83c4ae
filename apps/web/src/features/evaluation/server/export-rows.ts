import { Readable } from 'node:stream';
import { withOrg } from '@modelmint/db/with-org';
import { csvLine } from '@modelmint/domain/csv-line';
import { AppError } from '@modelmint/domain/errors';
import { JudgedRow } from '@modelmint/domain/evaluation-report';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findEvaluation } from './get-evaluation.ts';

export const ExportRows = z.object({ format: z.enum(['jsonl', 'csv']).default('csv') });

export interface RowExport {
  fileName: string;
  contentType: string;
  body: Readable;
}

/** Every judged row in the order of the data, as JSON Lines or as CSV that no spreadsheet takes for formulas. */
export async function exportRows(
  deps: Deps,
  principal: Principal,
  { evaluationId, format }: { evaluationId: string; format: 'jsonl' | 'csv' },
): Promise<RowExport> {
  requirePermission(principal, 'project.read');
  const { id, rowsKey } = await withOrg(deps.db, principal.organizationId, (tx) =>
    findEvaluation(tx, principal, evaluationId),
  );
  if (rowsKey === null) throw new AppError('invalid_state', 'The evaluation has no judged rows yet.');
  const stream = await deps.storage.get(rowsKey);
  const fileName = `${id}-rows.${format}`;
  if (format === 'jsonl') return { fileName, contentType: 'application/x-ndjson', body: stream };
  const body = Readable.from(csvLines(stream), { objectMode: false });
  return { fileName, contentType: 'text/csv; charset=utf-8', body };
}

async function* csvLines(stream: Readable): AsyncGenerator<string> {
  yield csvLine(['row', 'input', 'expected', 'answer', 'right', 'confidence', 'expected_confidence', 'error']);
  try {
    for await (const line of readLines(stream)) {
      const { row, input, expected, predicted, isRight, score, expectedScore, error } = JudgedRow.parse(
        JSON.parse(line),
      );
      const right = isRight === null ? null : isRight ? 'yes' : 'no';
      yield csvLine([row, input, expected, predicted, right, score, expectedScore, error?.message ?? null]);
    }
  } finally {
    stream.destroy();
  }
}
