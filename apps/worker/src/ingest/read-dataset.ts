import { closeSync, createReadStream, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { judgeDataset } from '@modelmint/domain/dataset-verdict';
import { detectBinary } from './detect-binary.ts';
import { detectFormat, type TextFormat } from './detect-format.ts';
import {
  duplicatesFileName,
  type IngestOutcome,
  type IngestRequest,
  spoolFileName,
  trainFileName,
  trainPreviewFileName,
  validationFileName,
  validationPreviewFileName,
} from './ingest-message.ts';
import { likeBase } from './like-base.ts';
import { openText, type TextFacts } from './open-text.ts';
import { CsvReader } from './read-csv.ts';
import { readEdited } from './read-edited.ts';
import { JsonlReader } from './read-jsonl.ts';
import { LineReader } from './read-lines.ts';
import { isRunningText, TextReader } from './read-running-text.ts';
import type { ReaderOptions } from './reader-options.ts';
import type { Reading, Tell } from './reading.ts';
import { Refused } from './refused.ts';
import { ReportDraft } from './report-draft.ts';
import type { RowReader } from './row-sink.ts';
import { RowSpool } from './row-spool.ts';
import { writeSplit } from './write-split.ts';

const written = [
  ...[trainFileName, validationFileName, duplicatesFileName],
  ...[trainPreviewFileName, validationPreviewFileName],
];

/**
 * Reads an uploaded file in two passes and in flat memory: rows → spool and counts, spool → train and validation.
 * A file that cannot be trained on is an outcome, not an error; errors are the machine's (disk full, a bug).
 */
export async function readDataset(request: IngestRequest, tell: Tell): Promise<IngestOutcome> {
  const { outputFolder, spec, limits, edited } = request;
  const facts: TextFacts = { compression: 'none', encoding: null, fileBytes: 0, textBytes: 0 };
  const spool = new RowSpool(join(outputFolder, spoolFileName));
  const draft = new ReportDraft(limits, spool);
  const report = (): DatasetReport => {
    const found = draft.finish(facts, spec);
    return edited === undefined ? found : likeBase(found, edited.report);
  };
  const refuse = (reason: DatasetProblem): IngestOutcome => {
    for (const name of written) rmSync(join(outputFolder, name), { force: true });
    return { verdict: 'invalid', report: report(), reason };
  };
  try {
    const reading = { draft, facts, tell };
    await (edited === undefined ? readFile(request, reading) : readEdited(edited, { request, reading })).finally(() =>
      spool.close(),
    );
    const read = report();
    const reason = judgeDataset(read);
    if (reason !== null) return refuse(reason);
    const target = read.table?.target.kind === 'value' ? read.table.target.name : null;
    await writeSplit(draft, { outputFolder, spec, targetOfValues: target }, (rows) =>
      tell({ phase: 'writing', done: rows, total: draft.rowsValid, rows: draft.rowsValid }),
    );
    if (draft.fixed.length > 0 && spec.validationFraction > 0 && draft.split.validation === 0)
      return refuse(datasetProblem('nothing_held_out', null, {}));
    const unlearnt = draft.isSplitGiven ? draft.labels.find(({ train }) => train === 0) : undefined;
    if (unlearnt !== undefined)
      return refuse(datasetProblem('label_not_trained', unlearnt.firstLine, { label: unlearnt.label }));
    return { verdict: 'ready', report: report() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    draft.refuse(error.problem);
    return refuse(error.problem);
  } finally {
    rmSync(join(outputFolder, spoolFileName), { force: true });
  }
}

/** By its first bytes and not by its name: an archive of images, or text. */
async function readFile(request: IngestRequest, reading: Reading): Promise<void> {
  const { task } = request.spec;
  if (task !== undefined) reading.draft.nameTask(task);
  const head = readHead(request.sourcePath);
  // The second is an archive without entries.
  const isZip = ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1', 0, 4));
  if (isZip && task !== undefined && task !== 'image-classification')
    throw new Refused(datasetProblem('task_needs_text', null, {}));
  if (isZip) {
    // The codecs of images are large: a file of text does without them.
    const { readImages } = await import('./read-images.ts');
    return readImages(request, reading);
  }
  if (task !== 'image-classification') return readText(request, reading);
  const kind = head.length === 0 ? 'empty' : (detectBinary(head) ?? 'not one');
  throw new Refused(datasetProblem('task_needs_zip', null, { kind }));
}

function readHead(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(512);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

async function readText({ sourcePath, spec, limits }: IngestRequest, { draft, facts, tell }: Reading): Promise<void> {
  const total = statSync(sourcePath).size;
  const file = createReadStream(sourcePath, { highWaterMark: 256 * 1024 });
  try {
    const { head, chunks } = await openText(file, { spec, limits, facts });
    const found = detectFormat(head);
    const isText = found.format === 'csv' && isRunningText(head, spec);
    draft.format = isText ? 'text' : found.format;
    const options = { spec, limits, encoding: facts.encoding ?? 'utf-8' };
    const reader = isText ? new TextReader(options, draft) : openReader(found, options, draft);
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

function openReader(found: TextFormat, options: ReaderOptions, draft: ReportDraft): RowReader {
  return found.format === 'csv'
    ? new CsvReader({ ...options, dialect: found.dialect }, draft)
    : new JsonlReader(options, draft);
}
