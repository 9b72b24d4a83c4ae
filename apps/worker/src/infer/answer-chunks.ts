import { recordChunk } from '@modelmint/db/inference/record-chunk';
import { countStartableInference, type InferenceWork } from '@modelmint/db/system/claim-inference';
import { resultLine } from '@modelmint/domain/inference-line';
import type { WorkerDeps } from '../deps.ts';
import { untilAnswered } from '../train/until-answered.ts';
import { type AnsweredRow, answerRows } from './answer-rows.ts';
import type { ChunkPlace } from './check-message.ts';
import { readIndex, readRows, storeChunk } from './chunk-files.ts';
import type { KeptInferenceClaim } from './keep-inference-claim.ts';

/** `over`: no row is to be asked any more; `turn`: others wait and come first now; else nothing may be written. */
export type ChunksEnd = 'over' | 'turn' | 'lost' | 'closing';

export interface ChunksOptions {
  kept: KeptInferenceClaim;
  /** After so long others have their turn. */
  turnMs: number;
  /** Of each question. */
  deadlineMs?: number | undefined;
}

/** Answers the chunks that are left, one after the other; each is stored, recorded and paid before the next one. */
export async function answerChunks(
  deps: WorkerDeps,
  work: InferenceWork,
  { kept, turnMs, deadlineMs }: ChunksOptions,
): Promise<ChunksEnd> {
  const index = await readIndex(deps.storage, work.rowsPrefix);
  const since = performance.now();
  for (const [chunk, place] of index.entries()) {
    if (chunk < work.chunksDone) continue;
    if (kept.why() !== null) return endOf(kept);
    const isTurnOver = chunk > work.chunksDone && performance.now() - since > turnMs;
    if (isTurnOver && (await countStartableInference(deps.db)) > 0) return 'turn';
    const end = await answerChunk(deps, work, { chunk, place, kept, deadlineMs });
    if (end !== 'recorded') return end;
  }
  return 'over';
}

async function answerChunk(
  deps: WorkerDeps,
  work: InferenceWork,
  { chunk, place, kept, deadlineMs }: Omit<ChunksOptions, 'turnMs'> & { chunk: number; place: ChunkPlace },
): Promise<ChunksEnd | 'recorded'> {
  const { db, storage, log } = deps;
  const rows = await readRows(storage, work.rowsPrefix, place);
  const answered = await answerRows(deps, work, { rows, signal: kept.signal, deadlineMs });
  const why = kept.why();
  // What is finished by a cancel is kept and paid; of a worker that ends, another one answers the whole chunk.
  if (why === 'lost' || why === 'closing') return why;
  if (answered.length > 0) {
    const storageKey = `inference/${work.jobId}/${work.fence}/${chunk}.jsonl`;
    const stored = await storeChunk(storage, storageKey, linesOf(work, answered));
    const result = { chunk, storageKey, sha256: stored.sha256, sizeBytes: BigInt(stored.sizeBytes) };
    const counts = { ...countRows(answered), tokensMax: BigInt(place.tokensMax) };
    const came = await untilAnswered(log, () => recordChunk(db, work, { ...result, ...counts }));
    if (came !== 'recorded') return came === 'full' ? 'over' : 'lost';
  }
  return why === null ? 'recorded' : 'over';
}

function endOf(kept: KeptInferenceClaim): ChunksEnd {
  const why = kept.why();
  return why === 'lost' || why === 'closing' ? why : 'over';
}

function linesOf({ jobId, ask }: InferenceWork, answered: readonly AnsweredRow[]) {
  const { mode, route, column } = ask;
  return answered.map(({ row, outcome }) => ({
    isFailed: 'error' in outcome,
    text: resultLine({ jobId, mode, route, column }, row, outcome),
  }));
}

function countRows(answered: readonly AnsweredRow[]) {
  const rowsFailed = answered.filter(({ outcome }) => 'error' in outcome).length;
  const sum = (of: (row: AnsweredRow) => number) => BigInt(answered.reduce((total, row) => total + of(row), 0));
  return {
    rowsFailed,
    rowsDone: answered.length - rowsFailed,
    inputTokens: sum(({ tokens }) => tokens.prompt),
    outputTokens: sum(({ tokens }) => tokens.completion),
  };
}
