import { beginFinish, finishInference } from '@modelmint/db/inference/finish-inference';
import { requeueInference } from '@modelmint/db/inference/requeue-inference';
import { type InferenceWork, isModelGone } from '@modelmint/db/system/claim-inference';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { writeJudged } from '../evaluate/write-judged.ts';
import { asPlatformFault } from '../run-job.ts';
import { untilAnswered } from '../train/until-answered.ts';
import { answerChunks, type ChunksOptions } from './answer-chunks.ts';
import { StillBusy } from './answer-rows.ts';
import { type KeptInferenceClaim, keepInferenceClaim } from './keep-inference-claim.ts';
import { writeResults } from './write-results.ts';

/** `queued`: another worker may go on at once; `waits`: later, since now nobody could. */
export type InferenceOutcome = 'ended' | 'queued' | 'waits' | 'lost';

export interface RunInferenceOptions {
  turnMs?: number;
  /** Of each question to a model. */
  deadlineMs?: number;
}

/** So long a job has a worker for itself while others wait. */
const turnMsDefault = 20_000;

/** A claimed job from its next chunk to its end. Whatever happens, it is ended, given back, or somebody else's. */
export async function runInference(
  deps: WorkerDeps,
  work: InferenceWork,
  { turnMs = turnMsDefault, deadlineMs }: RunInferenceOptions = {},
): Promise<InferenceOutcome> {
  const log = deps.log.child({ inferenceJobId: work.jobId, fence: work.fence });
  const run = { ...deps, log };
  const kept = keepInferenceClaim(run, work);
  try {
    const outcome = await answerAndFinish(run, work, { kept, turnMs, deadlineMs });
    log.info({ outcome, why: kept.why() }, 'infer: ended');
    return outcome;
  } catch (error) {
    const outcome = await untilAnswered(log, () => endBadly(run, work, { error, kept }));
    log.warn({ err: error, outcome, why: kept.why() }, 'infer: given back');
    return outcome;
  } finally {
    await kept.release();
  }
}

async function answerAndFinish(
  deps: WorkerDeps,
  work: InferenceWork,
  options: ChunksOptions,
): Promise<InferenceOutcome> {
  if (!work.isOver) {
    if (work.isModelGone) throw modelGone(work);
    const end = await answerChunks(deps, work, options);
    if (end === 'lost') return 'lost';
    if (end !== 'over') return putBack(deps, work);
  }
  return finish(deps, work);
}

function modelGone({ ask }: InferenceWork): AppError {
  return new AppError('model_not_found', `The model '${ask.model.slice(0, 200)}' was deleted.`, { param: 'model' });
}

async function putBack({ db, log }: WorkerDeps, work: InferenceWork): Promise<InferenceOutcome> {
  return untilAnswered(log, () => requeueInference(db, work, { failure: null }));
}

async function finish(deps: WorkerDeps, work: InferenceWork): Promise<InferenceOutcome> {
  const { db, log, storage } = deps;
  const facts = await untilAnswered(log, () => beginFinish(db, work));
  if (facts === null) return 'lost';
  const isEvaluation = work.evaluationId !== null;
  const judged = await writeJudged(deps, work, facts);
  const files = isEvaluation ? { output: null, errors: null } : await writeResults(deps, work, facts);
  const isEnded = await untilAnswered(log, () => finishInference(db, work, { ...files, judged, finish: facts.finish }));
  if (!isEnded) return 'lost';
  // The sweep takes what is left here.
  await storage
    .deletePrefix(`inference/${work.jobId}`)
    .catch((error: unknown) => log.warn({ err: error }, 'infer: chunks are left'));
  return 'ended';
}

/** Space and busy models are waited for; a worker that ends is nobody's fault; the third failure of ours ends the job. */
async function endBadly(
  { db }: WorkerDeps,
  work: InferenceWork,
  { error, kept }: { error: unknown; kept: KeptInferenceClaim },
): Promise<InferenceOutcome> {
  const why = kept.why();
  if (why === 'lost') return 'lost';
  const failure = asPlatformFault(error);
  if (why === 'closing') return requeueInference(db, work, { failure: null });
  if (error instanceof StillBusy || failure.code === 'storage_full') {
    const outcome = await requeueInference(db, work, { failure: null, isWaiting: true });
    return outcome === 'queued' ? 'waits' : outcome;
  }
  if (!work.isOver && (await isModelGone(db, work)))
    return requeueInference(db, work, { failure: modelGone(work), isFinal: true });
  return requeueInference(db, work, { failure });
}
