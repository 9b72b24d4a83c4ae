import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FinishWork, JudgedRows } from '@modelmint/db/inference/finish-inference';
import type { InferenceWork } from '@modelmint/db/system/claim-inference';
import { ExpectedLine, expectedFileName } from '@modelmint/domain/held-out-row';
import type { WorkerDeps } from '../deps.ts';
import { linesOf, readChunk } from '../infer/chunk-files.ts';
import { AnsweredLine, judgeRow, kindOfAsk } from './judge-row.ts';
import { RowMeasure } from './measure-rows.ts';

/**
 * Judges the answered rows of an evaluation and stores them one a line, however many were answered: a cancelled one shows
 * its rows too, but no figures.
 */
export async function writeJudged(
  deps: WorkerDeps,
  work: InferenceWork,
  facts: FinishWork,
): Promise<JudgedRows | null> {
  if (work.evaluationId === null || facts.chunks.length === 0) return null;
  const measure = new RowMeasure(kindOfAsk(work.ask));
  const rowsKey = `evaluations/${work.evaluationId}/${work.fence}/rows.jsonl`;
  await deps.storage.put(rowsKey, Readable.from(judgedLines(deps, work, { facts, measure })), {
    contentType: 'application/jsonl',
  });
  return { rowsKey, report: facts.finish === 'complete' ? await measure.finish() : null };
}

async function* judgedLines(
  { storage }: WorkerDeps,
  { ask, rowsPrefix }: InferenceWork,
  { facts, measure }: { facts: FinishWork; measure: RowMeasure },
): AsyncGenerator<Buffer> {
  const kind = kindOfAsk(ask);
  const expected = linesOf(await storage.get(`${rowsPrefix}/${expectedFileName}`));
  for (const chunk of facts.chunks)
    for await (const { text } of readChunk(storage, chunk)) {
      const next = await expected.next();
      if (next.done === true) throw new Error('an answered row has nothing that was expected');
      const line = AnsweredLine.parse(JSON.parse(text));
      const row = judgeRow(kind, ExpectedLine.parse(JSON.parse(next.value)), line);
      measure.add(row, line.output);
      // Rows of one read come one after the other without a turn, and long answers take a while each.
      await nextTurn();
      yield Buffer.from(`${JSON.stringify(row)}\n`);
    }
  await expected.return(undefined);
}
