import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getInference } from './get-inference.ts';
import { readResults } from './read-results.ts';
import { type ResultRow, readResultLine } from './result-row.ts';

export const ListResults = z.object({
  only: z.enum(['errors']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListResults = z.output<typeof ListResults>;

/** Characters of a file that are looked through for rows at fault. */
const charactersRead = 64 * 1024 * 1024;
const cellCharacters = 2_000;

/** The first results of a job, also of one that runs, or the first of its rows at fault. */
export async function listResults(
  deps: Deps,
  principal: Principal,
  { jobId, only, limit }: ListResults & { jobId: string },
): Promise<ResultRow[]> {
  const job = await getInference(deps, principal, jobId);
  if (only === 'errors' && job.rowsFailed === 0) return [];
  const kind = only === undefined ? 'answers' : 'errors';
  const rows: ResultRow[] = [];
  let read = 0;
  for await (const line of readResults(deps, principal, { job, kind })) {
    read += line.length;
    const row = readResultLine(job.mode, line);
    if (row !== null && (kind === 'answers' || row.error !== null)) rows.push(shorten(row));
    if (rows.length === limit || read > charactersRead) break;
  }
  return rows;
}

/** A page needs no whole embedding. */
function shorten({ key, input, fields, error }: ResultRow): ResultRow {
  const cut = <V extends string | number>(value: V) =>
    typeof value === 'string' && value.length > cellCharacters ? `${value.slice(0, cellCharacters)}…` : value;
  return {
    ...{ key, error },
    input: input === null ? null : cut(input),
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cut(value)])),
  };
}
