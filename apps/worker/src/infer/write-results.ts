import { Readable } from 'node:stream';
import type { FinishWork, WrittenFile, WrittenFiles } from '@modelmint/db/inference/finish-inference';
import type { InferenceWork } from '@modelmint/db/system/claim-inference';
import { newId } from '@modelmint/domain/ids';
import type { RowError } from '@modelmint/domain/inference-ask';
import { unansweredLine } from '@modelmint/domain/inference-line';
import type { WorkerDeps } from '../deps.ts';
import { readChunk, readIndex, readRows } from './chunk-files.ts';

/** What a batch says of the rows that nobody came to in time. */
const expired: RowError = {
  code: 'batch_expired',
  message: 'This request could not be executed before the completion window expired.',
  param: null,
};

/** Joins the chunks into the result files; what has no line is not written. */
export async function writeResults(deps: WorkerDeps, work: InferenceWork, facts: FinishWork): Promise<WrittenFiles> {
  const { mode } = work.ask;
  const write = (name: string, lines: AsyncIterable<string>) => writeFile(deps, work, { name, lines });
  if (mode === 'ROWS') {
    const name = `${work.inputName.replace(/(\.(jsonl|json|csv|tsv|txt))?(\.gz)?$/i, '')}-results.jsonl`;
    const hasRows = facts.rowsDone + facts.rowsFailed > 0;
    return {
      output: hasRows
        ? await write(
            name,
            linesOf(deps, facts, () => true),
          )
        : null,
      errors: null,
    };
  }
  const isExpired = facts.finish === 'expire';
  const output =
    facts.rowsDone === 0
      ? null
      : await write(
          `${work.jobId}_output.jsonl`,
          linesOf(deps, facts, (isFailed) => !isFailed),
        );
  const errors =
    facts.rowsFailed === 0 && !isExpired
      ? null
      : await write(`${work.jobId}_error.jsonl`, errorLines(deps, work, { ...facts, isExpired }));
  return { output, errors };
}

async function* linesOf(
  { storage }: WorkerDeps,
  { chunks }: FinishWork,
  isMeant: (isFailed: boolean) => boolean,
): AsyncGenerator<string> {
  for (const chunk of chunks)
    for await (const { isFailed, text } of readChunk(storage, chunk)) if (isMeant(isFailed)) yield text;
}

async function* errorLines(
  deps: WorkerDeps,
  work: InferenceWork,
  facts: FinishWork & { isExpired: boolean },
): AsyncGenerator<string> {
  yield* linesOf(deps, facts, (isFailed) => isFailed);
  if (!facts.isExpired) return;
  const index = await readIndex(deps.storage, work.rowsPrefix);
  const last = facts.chunks.at(-1);
  for (const [chunk, place] of index.entries()) {
    const isBroken = chunk === last?.chunk && last.rowsDone + last.rowsFailed < place.rows;
    if (chunk < facts.chunks.length && !isBroken) continue;
    const answered = isBroken && last !== undefined ? await customIdsOf(deps, last) : new Set<string>();
    for (const row of await readRows(deps.storage, work.rowsPrefix, place))
      if (!answered.has(row.customId ?? '')) yield unansweredLine(work.jobId, row, expired);
  }
}

async function customIdsOf({ storage }: WorkerDeps, chunk: FinishWork['chunks'][number]): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { text } of readChunk(storage, chunk))
    ids.add(String((JSON.parse(text) as { custom_id: unknown }).custom_id));
  return ids;
}

async function writeFile(
  { storage }: WorkerDeps,
  { organizationId }: InferenceWork,
  { name, lines }: { name: string; lines: AsyncIterable<string> },
): Promise<WrittenFile> {
  const id = newId('file');
  const storageKey = `files/${organizationId}/${id}`;
  const stored = await storage.put(storageKey, Readable.from(toBytes(lines)), { contentType: 'application/jsonl' });
  return { id, name: name.slice(-255), storageKey, sizeBytes: BigInt(stored.sizeBytes), sha256: stored.sha256 };
}

async function* toBytes(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${line}\n`);
}
