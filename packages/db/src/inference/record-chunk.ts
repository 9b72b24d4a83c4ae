import { settlePart } from '../ledger/settle-part.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { wordsOf } from './end-inference.ts';
import { type InferenceClaim, lockClaimedInference } from './inference-claim.ts';
import { notifyInference } from './notify-inference.ts';
import { whyResultsDoNotFit } from './result-space.ts';

/** What a chunk has come to; its lines are stored already. */
export interface ChunkResult {
  chunk: number;
  storageKey: string;
  sizeBytes: bigint;
  sha256: string;
  rowsDone: number;
  rowsFailed: number;
  inputTokens: bigint;
  outputTokens: bigint;
  /** The most that its rows could need. */
  tokensMax: bigint;
}

/**
 * The rows of a chunk, their usage and their charge, all of it or nothing. Chunks come in their order, each once: with
 * another one than the next, or a lost claim, nothing is written: `lost`. `full`: it is recorded, and with it the reason for
 * which no further one is to be answered.
 */
export async function recordChunk(
  db: Database,
  claim: InferenceClaim,
  result: ChunkResult,
): Promise<'recorded' | 'full' | 'lost'> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimedInference(tx, claim);
    if (job === null || job.status !== 'RUNNING' || job.chunksDone !== result.chunk) return 'lost';
    const { organizationId, projectId, apiKeyId, modelId, id, holdId, baseModel, rateMicros, priceBookId } = job;
    if (holdId === null || baseModel === null || rateMicros === null || priceBookId === null)
      throw new Error(`the job ${id} runs without a price`);
    const { tokensMax, ...rest } = result;
    const counted = rest.inputTokens + rest.outputTokens;
    const chargedMicros = await settlePart(tx, {
      ...{ organizationId, projectId, apiKeyId, holdId, baseModel, modelId, rateMicros, priceBookId, tokensMax },
      userId: apiKeyId === null ? job.createdByUserId : null,
      meter: 'inference',
      eventKey: `infer:${id}:${result.chunk}`,
      // Nobody pays more than was set aside, should a worker count more than the bound allows.
      tokens: counted <= tokensMax ? counted : result.tokensMax,
    });
    await tx.inferenceChunk.create({
      data: { organizationId, jobId: id, fence: claim.fence, ...rest, chargedMicros },
    });
    await tx.inferenceJob.update({
      where: { id },
      data: {
        attempts: 0,
        chunksDone: { increment: 1 },
        rowsDone: { increment: rest.rowsDone },
        rowsFailed: { increment: rest.rowsFailed },
        inputTokens: { increment: rest.inputTokens },
        outputTokens: { increment: rest.outputTokens },
        chargedMicros: { increment: chargedMicros },
      },
    });
    const isLast = result.chunk + 1 === job.chunksTotal;
    const failure =
      isLast || job.evaluationId !== null ? null : await whyResultsDoNotFit(tx, { organizationId, jobId: id });
    if (failure !== null) await tx.inferenceJob.update({ where: { id }, data: wordsOf(failure) });
    await notifyInference(tx, job);
    await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
    return failure === null ? 'recorded' : 'full';
  });
}
