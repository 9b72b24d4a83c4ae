import { claimCheck } from '@modelmint/db/system/claim-check';
import { AppError } from '@modelmint/domain/errors';
import { checkInput } from '../infer/check-input.ts';
import { ringInference } from '../infer/ring-inference.ts';
import type { Handler } from './handler.ts';

/** Reads and counts the rows of an inference job in a child, whatever the bytes of its file are. */
export const validateInferenceJob: Handler<'inference.validate'> = async (deps, { payload }) => {
  if (deps.closing.aborted) throw new AppError('worker_lost', 'the worker is closing');
  const work = await claimCheck(deps.db, { jobId: payload.inferenceJobId, workerId: deps.workerId });
  if (work === null) return;
  const end = await checkInput(deps, work);
  if (end === 'queued') await ringInference(deps);
};
