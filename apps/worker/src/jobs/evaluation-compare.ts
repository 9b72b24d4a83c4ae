import { recordComparison, startComparison } from '@modelmint/db/evaluation/comparison';
import { isAppError } from '@modelmint/domain/errors';
import { compareRows } from '../evaluate/compare-rows.ts';
import { linesOf } from '../infer/chunk-files.ts';
import type { Handler } from './handler.ts';

/** Puts two evaluations side by side. Twice is harmless: the first result stays. */
export const compareEvaluationsJob: Handler<'evaluation.compare'> = async ({ db, storage, log }, { payload }) => {
  const pair = await startComparison(db, payload);
  if (pair === null) return;
  const { kind, firstKey, secondKey } = pair;
  try {
    const [first, second] = [linesOf(await storage.get(firstKey)), linesOf(await storage.get(secondKey))];
    await recordComparison(db, payload, { report: await compareRows(kind, { first, second }) });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'not_found') throw error;
    log.warn({ err: error, ...payload }, 'evaluation: rows are gone');
    await recordComparison(db, payload, { reason: 'The rows of one of them are not there any more.' });
  }
};
