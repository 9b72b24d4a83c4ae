import { createReadStream, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { judgeDataset } from '@modelmint/domain/dataset-verdict';
import { detectFormat } from './detect-format.ts';
import {
  type IngestOutcome,
  type IngestProgress,
  type IngestRequest,
  spoolFileName,
  trainFileName,
  validationFileName,
} from './ingest-message.ts';
import { openText, type TextFacts } from './open-text.ts';
import { CsvReader } from './read-csv.ts';
import { JsonlReader } from './read-jsonl.ts';
import { LineReader } from './read-lines.ts';
import { Refused } from './refused.ts';
import { ReportDraft } from './report-draft.ts';
import { RowSpool } from './row-spool.ts';
import { writeSplit } from './write-split.ts';

type Tell = (progress: IngestProgress) => Promise<void>;

/**
 * Reads an uploaded file in two passes and in flat memory: rows → spool and counts, spool → train and validation.
 * A file that cannot be trained on is an outcome, not an error; errors are the machine's (disk full, a bug).
 */
export async function readDataset(request: IngestRequest, tell: Tell): Promise<IngestOutcome> {
  const { outputFolder, spec, limits } = request;
  const facts: TextFacts = { compression: 'none', encoding: null, fileBytes: 0, textBytes: 0 };
  const spool = new RowSpool(join(outputFolder, spoolFileName));
  const draft = new ReportDraft(limits, spool);
  try {
    await readRows(request, { draft, facts, tell }).finally(() => spool.close());
    const reason = judgeDataset(draft.finish(facts, spec));
    if (reason !== null) return { verdict: 'invalid', report: draft.finish(facts, spec), reason };
    await writeSplit(draft, request, (rows) =>
      tell({ phase: 'writing', done: rows, total: draft.rowsValid, rows: draft.rowsValid }),
    );
    return { verdict: 'ready', report: draft.finish(facts, spec) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    draft.refuse(error.problem);
    for (const name of [trainFileName, validationFileName]) rmSync(join(outputFolder, name), { force: true });
    return { verdict: 'invalid', report: draft.finish(facts, spec), reason: error.problem };
  } finally {
    rmSync(join(outputFolder, spoolFileName), { force: true });
  }
}

async function readRows(
  { sourcePath, spec, limits }: IngestRequest,
  { draft, facts, tell }: { draft: ReportDraft; facts: TextFacts; tell: Tell },
): Promise<void> {
  const total = statSync(sourcePath).size;
  const file = createReadStream(sourcePath, { highWaterMark: 256 * 1024 });
  try {
    const { head, chunks } = await openText(file, { spec, limits, facts });
    const found = detectFormat(head);
    draft.format = found.format;
    const options = { spec, limits, encoding: facts.encoding ?? 'utf-8' };
    const reader =
      found.format === 'csv'
        ? new CsvReader({ ...options, dialect: found.dialect }, draft)
        : new JsonlReader(options, draft);
    const lines = new LineReader({ newline: found.newline, lineBytesMax: limits.lineBytesMax });
    for await (const chunk of chunks) {
      for (const line of lines.push(chunk)) reader.read(line);
      await tell({ phase: 'reading', done: facts.fileBytes, total, rows: draft.rowsValid + draft.rowsBad });
    }
    for (const line of lines.end()) reader.read(line);
    reader.end();
  } finally {
    file.destroy();
  }
}
