import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { examplePlacePattern } from '../ui/example-query.ts';
import { readReport } from './dataset-view.ts';
import { checkPlace, formatPlace, parsePlace } from './example-cursor.ts';
import { type Example, exampleOf } from './example-of.ts';
import { findCheckedVersion } from './find-version.ts';
import { findDataset } from './get-dataset.ts';
import { openMatch } from './match-examples.ts';
import { readPlacedLines } from './read-lines.ts';

export const ListExamples = z.object({
  split: z.enum(['train', 'validation']).default('train'),
  /** `next` of the page before, or a number of rows to pass over. */
  after: z.string().regex(examplePlacePattern, 'Give the `next` of the page before.').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Only rows that hold this text, in upper or lower case. */
  q: z.string().trim().max(200).optional(),
  label: z.string().max(200).optional(),
  /** Number of a version; the newest with checked rows when absent. */
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
export type ListExamples = z.input<typeof ListExamples>;

/** An example with its number in its split, from 1. */
export type PlacedExample = Example & { row: number };

export interface ExamplePage {
  task: Task;
  version: number;
  examples: PlacedExample[];
  /** Rows of the split, whatever is looked for. */
  total: number;
  /** The rows that were read for this page: from, and how far. */
  read: { from: number; to: number };
  /** Where the next page begins; null after the last row. */
  next: string | null;
}

/** A request reads no longer and no more than this: what is looked for and not found goes on from there. */
const searchMsMax = 1_500;
const searchBytesMax = 256 * 1024 ** 2;
const rowsPerLook = 256;

/** One page of the rows that training reads, in the order of the file, whatever the data set's task; or those that match. */
export async function listExamples(
  deps: Deps,
  principal: Principal,
  { datasetId, ...page }: ListExamples & { datasetId: string },
): Promise<ExamplePage> {
  requirePermission(principal, 'project.read');
  const asked = ListExamples.parse(page);
  const row = await withOrg(deps.db, principal.organizationId, (tx) => findDataset(tx, principal, datasetId));
  const version = findCheckedVersion(row, asked.version);
  const report = readReport(version);
  const task = report?.task ?? 'text-classification';
  const key = (asked.split === 'train' ? version.trainKey : version.validationKey) ?? '';
  const found = await scanRows(deps, {
    asked,
    key: task === 'image-classification' ? previewKeyOf(key) : key,
    report: report ?? { task },
    version: version.number,
  });
  const total = (asked.split === 'train' ? version.trainRows : version.validationRows) ?? 0;
  return { task, version: version.number, ...found, total };
}

interface Scan {
  version: number;
  asked: z.output<typeof ListExamples>;
  key: string;
  report: Pick<DatasetReport, 'task' | 'table'>;
}

async function scanRows(
  { storage }: Deps,
  { asked: { after, limit, q, label }, key, report, version }: Scan,
): Promise<Pick<ExamplePage, 'examples' | 'read' | 'next'>> {
  const place = parsePlace(after, version);
  await checkPlace(storage, key, place);
  const start = place.byte ?? 0;
  const { sizeBytes } = (await storage.head(key)) ?? { sizeBytes: 0 };
  const from = place.byte === null ? 0 : place.row;
  let read = from;
  if (start >= sizeBytes) return { examples: [], read: { from: place.row, to: place.row }, next: null };
  const match = openMatch(report, { q, label });
  const examples: PlacedExample[] = [];
  const endsAt = Date.now() + searchMsMax;
  const stream = await storage.get(key, { range: { start } });
  let next: string | null = null;
  try {
    for await (const { bytes, end } of readPlacedLines(stream, start)) {
      read += 1;
      if (read > place.row) {
        const found = match(bytes.toString());
        if (found !== null) examples.push({ ...exampleOf(report, found), row: read });
      }
      const isLong = end - start > searchBytesMax || (read % rowsPerLook === 0 && Date.now() > endsAt);
      if (examples.length < limit && !isLong) continue;
      if (end < sizeBytes) next = formatPlace({ row: read, byte: end, version });
      break;
    }
  } finally {
    stream.destroy();
  }
  return { examples, read: { from: place.row, to: read }, next };
}
