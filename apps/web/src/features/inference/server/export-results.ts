import { Readable } from 'node:stream';
import { csvLine } from '@modelmint/domain/csv-line';
import { AppError } from '@modelmint/domain/errors';
import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getInference } from './get-inference.ts';
import type { InferenceView } from './inference-view.ts';
import { nameFiles } from './name-files.ts';
import { readResults } from './read-results.ts';
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

/**
 * The results in the order of the rows: as they were written, or as CSV that no spreadsheet takes for formulas. Throws
 * `invalid_state` before they are written, and `not_found` when the file was deleted.
 */
export async function exportResults(
  deps: Deps,
  principal: Principal,
  { jobId, format }: { jobId: string; format: 'jsonl' | 'csv' },
): Promise<ResultExport> {
  const job = await getInference(deps, principal, jobId);
  if (!job.isOver) throw new AppError('invalid_state', 'The job has not ended: its results are not written yet.');
  if (job.outputFileId === null && job.errorFileId === null)
    throw new AppError('invalid_state', 'The job ended before a row was answered: it has no result file.');
  const [named] = await nameFiles(deps, principal, [job]);
  const name = (named?.title ?? job.id).replace(/\.(jsonl|ndjson|json|csv|tsv|txt)(\.gz)?$/i, '');
  const fileName = `${name}-results.${format}`;
  const lines = bothKinds(deps, principal, job);
  // A deleted file is told before the answer begins.
  const first = await lines.next();
  const all = chain(first.done ? [] : [first.value], lines);
  if (format === 'jsonl') return { fileName, contentType: 'application/x-ndjson', body: toStream(withEnds(all)) };
  return { fileName, contentType: 'text/csv; charset=utf-8', body: toStream(writeLines(job, all)) };
}

const toStream = (texts: AsyncGenerator<string>): Readable => Readable.from(texts, { objectMode: false });

/** OpenAI's lines have their errors in a file of their own. */
async function* bothKinds(deps: Deps, principal: Principal, job: InferenceView): AsyncGenerator<string> {
  yield* readResults(deps, principal, { job, kind: 'answers' });
  if (job.mode === 'BATCH') yield* readResults(deps, principal, { job, kind: 'errors' });
}

async function* chain(head: readonly string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* head;
  yield* rest;
}

async function* withEnds(lines: AsyncGenerator<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function* writeLines({ mode, route }: InferenceView, lines: AsyncGenerator<string>): AsyncGenerator<string> {
  const columns = columnsOf[route];
  const lead = mode === 'BATCH' ? ['custom_id'] : ['row', 'input'];
  yield csvLine([...lead, ...columns, 'error_code', 'error']);
  for await (const line of lines) {
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
