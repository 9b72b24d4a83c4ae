import { createReadStream, statSync } from 'node:fs';
import { relabelRow } from '@modelmint/domain/dataset-edit';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { z } from 'zod';
import type { EditedSource, IngestRequest } from './ingest-message.ts';

import { LineReader } from './read-lines.ts';
import { takeObjects } from './read-objects.ts';
import type { Reading } from './reading.ts';
import type { ReportDraft } from './report-draft.ts';
import type { RowSink } from './row-sink.ts';

/** We wrote them: of the largest image in base64 with its name. */
const lineBytesMax = 64 * 1024 ** 2;
const StoredImage = z.object({ label: z.string(), name: z.string(), image: z.string() });

type Take = (row: Record<string, unknown>, line: number) => void | Promise<void>;

/** Reads the stored rows of a version with other labels and without those that were removed; each stays on its side. */
export async function readEdited(
  { trainPath, validationPath, report: base, edits }: EditedSource,
  { request, reading: { draft, facts, tell } }: { request: IngestRequest; reading: Reading },
): Promise<void> {
  draft.nameTask(base.task);
  draft.format = base.format;
  draft.isSplitGiven = true;
  draft.keptTrainRows = 0;
  const { take, end } = await openTaker(base, { request, draft });
  const total = statSync(trainPath).size + statSync(validationPath).size;
  let done = 0;
  for (const [split, path] of [['train', trainPath] as const, ['validation', validationPath] as const]) {
    const changes = new Map(edits.filter((edit) => edit.split === split).map(({ row, label }) => [row, label]));
    const before = split === 'train' ? 0 : base.split.train;
    const lines = new LineReader({ newline: 10, lineBytesMax });
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      for (const { number, bytes } of lines.push(chunk)) {
        const label = changes.get(number);
        if (label === null) continue;
        const row = JSON.parse(bytes?.toString() ?? '');
        await take(label === undefined ? row : { ...relabelRow(base, row, label) }, before + number);
      }
      done += chunk.length;
      await tell({ phase: 'reading', done, total, rows: draft.rowsValid });
    }
  }
  end();
  facts.fileBytes = done;
}

/** Rows are numbered through both sides, so that the number tells the side. */
async function openTaker(
  base: DatasetReport,
  { request: { limits }, draft }: { request: IngestRequest; draft: ReportDraft },
): Promise<{ take: Take; end(): void }> {
  const sink = keepSides(draft, base.split.train);
  if (base.task === 'image-classification') {
    const { readStoredImage } = await import('./read-images.ts');
    const take: Take = async (row, number) => {
      const { label, name, image } = StoredImage.parse(row);
      const entry = { label, path: name, shownPath: name, number };
      const found = await readStoredImage(entry, Buffer.from(image, 'base64'));
      if (isDatasetProblem(found)) sink.reject(found);
      else sink.accept(found);
    };
    return { take, end: () => undefined };
  }
  const spec = DatasetSpec.parse(storedSpec(base));
  const rows = takeObjects(base.task, { spec, limits, encoding: 'utf-8' }, sink);
  return { take: (row, line) => rows.take(row, line, 0), end: () => rows.end() };
}

/** How stored rows are read, whatever the columns of the file were called. */
function storedSpec({ task, table, ratings }: DatasetReport): DatasetSpecInput {
  if (table !== undefined) {
    const columns = table.columns.filter(({ role }) => role !== 'ignored').map(({ name, role }) => ({ name, role }));
    return { task, columns, targetKind: table.target.kind };
  }
  if (ratings !== undefined)
    return {
      ...{ task, userColumn: 'user', itemColumn: 'item' },
      ratingColumn: ratings.ratingColumn === null ? null : 'rating',
      timeColumn: ratings.timeColumn === null ? null : 'time',
    };
  return task === 'text-generation' ? { task } : { task, textColumn: 'text', labelColumn: 'label' };
}

function keepSides(draft: ReportDraft, trainRows: number): RowSink {
  return {
    accept: (row) => {
      const before = draft.rowsValid;
      draft.accept(row);
      if (row.line <= trainRows) draft.keptTrainRows = (draft.keptTrainRows ?? 0) + draft.rowsValid - before;
    },
    reject: (problem) => draft.reject(problem),
    nameTask: () => undefined,
    nameColumns: () => undefined,
    watch: (facts) => draft.watch(facts, { isSplitGiven: true }),
  };
}
