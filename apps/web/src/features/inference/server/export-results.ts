import { Readable } from 'node:stream';
import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { csvLine } from '../../usage/server/csv-line.ts';
import { getInference } from './get-inference.ts';
import type { InferenceView } from './inference-view.ts';
import { nameFiles } from './name-files.ts';
import { openResults } from './open-results.ts';
import { readResultLine } from './result-row.ts';

export const ExportResults = z.object({ format: z.enum(['jsonl', 'csv']).default('jsonl') });

export interface ResultExport {
  fileName: string;
  contentType: string;
  body: Readable;
}

/** What the answer of each route has to say, as columns. */
const columnsOf: Record<CallRoute, readonly string[]> = {
  '/v1/chat/completions': ['text', 'finish_reason'],
  '/v1/completions': ['text', 'finish_reason'],
  '/v1/embeddings': ['embedding'],
  '/v1/classifications': ['label', 'score', 'scores'],
  '/v1/predictions': ['label', 'score', 'value', 'scores', 'unseen'],
  '/v1/recommendations': ['user', 'basis', 'items'],
};

/** The results in the order of the rows: as they were written, or as CSV that no spreadsheet takes for formulas. */
export async function exportResults(
  deps: Deps,
  principal: Principal,
  { jobId, format }: { jobId: string; format: 'jsonl' | 'csv' },
): Promise<ResultExport> {
  const job = await getInference(deps, principal, jobId);
  const stream = await openResults(deps, principal, job);
  const [named] = await nameFiles(deps, principal, [job]);
  const name = (named?.title ?? job.id).replace(/\.(jsonl|ndjson|json|csv|tsv|txt)(\.gz)?$/i, '');
  const fileName = `${name}-results.${format}`;
  if (format === 'jsonl') return { fileName, contentType: 'application/x-ndjson', body: stream };
  const body = Readable.from(writeLines(job, stream), { objectMode: false });
  return { fileName, contentType: 'text/csv; charset=utf-8', body };
}

async function* writeLines({ mode, route }: InferenceView, stream: Readable): AsyncGenerator<string> {
  const columns = columnsOf[route];
  const lead = mode === 'BATCH' ? ['custom_id'] : ['row', 'input'];
  yield csvLine([...lead, ...columns, 'error_code', 'error']);
  for await (const line of readLines(stream)) {
    const row = readResultLine(mode, line);
    if (row === null) continue;
    const { key, input, fields, error } = row;
    yield csvLine([
      ...(mode === 'BATCH' ? [key] : [Number(key), input]),
      ...columns.map((name) => fields[name] ?? null),
      ...[error?.code ?? null, error?.message ?? null],
    ]);
  }
}
