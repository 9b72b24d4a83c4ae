import { join } from 'node:path';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { drawsRows, type LabelRows, SplitDraw, seededRandom } from '@modelmint/domain/dataset-split';
import { BufferedFile } from './buffered-file.ts';
import { DuplicateGroups } from './duplicate-groups.ts';
import {
  duplicatesFileName,
  spoolFileName,
  trainFileName,
  trainPreviewFileName,
  validationFileName,
  validationPreviewFileName,
} from './ingest-message.ts';
import type { ReportDraft } from './report-draft.ts';
import type { Side } from './row-sink.ts';
import { readSpool, type SpooledRow } from './row-spool.ts';
import { sides } from './text-table.ts';

interface SplitOptions {
  outputFolder: string;
  spec: DatasetSpec;
  /** The column that is predicted where it holds no labels. */
  targetOfValues: string | null;
}

const rowsPerTurn = 20_000;
const bytesPerTurn = 64 * 1024 ** 2;
/** As many as a page of examples can reach. */
const previewsMax = 20_100;

/** The second pass: puts each spooled row into train.jsonl or validation.jsonl, in the order of the source. */
export async function writeSplit(
  draft: ReportDraft,
  { outputFolder, spec, targetOfValues }: SplitOptions,
  onRows: (rows: number) => Promise<void>,
): Promise<void> {
  const choose = draft.keptTrainRows === null ? openDraw(draft, spec) : openKept(draft.keptTrainRows);
  const repeated = new DuplicateGroups(draft, targetOfValues);
  const naive = seededRandom(spec.seed + 1);
  const { split, isSplitGiven } = draft;
  const open = (name: string): BufferedFile => new BufferedFile(join(outputFolder, name));
  const files = { train: open(trainFileName), validation: open(validationFileName) };
  const previews =
    draft.format === 'zip' ? { train: open(trainPreviewFileName), validation: open(validationPreviewFileName) } : null;
  const duplicates = open(duplicatesFileName);
  let rows = 0;
  let bytes = 0;
  try {
    for (const row of readSpool(join(outputFolder, spoolFileName))) {
      const { side, isRepeated } = choose(row);
      if (isRepeated && !isSplitGiven && naive() < spec.validationFraction !== (side === 'validation'))
        split.duplicatesAcrossSplits++;
      files[side].write(row.json);
      if (split[side] < previewsMax) previews?.[side].write(row.preview);
      split[side]++;
      repeated.add(row, { split: side, row: split[side] });
      const label = draft.labels[row.label];
      if (label !== undefined) label[side]++;
      if (side === 'train') split.tokensTrain += row.tokens;
      bytes += row.json.length;
      if (++rows % rowsPerTurn !== 0 && bytes < bytesPerTurn) continue;
      bytes = 0;
      await onRows(rows);
    }
    for (const line of repeated.lines()) duplicates.write(line);
  } finally {
    for (const file of [duplicates, ...Object.values(files), ...Object.values(previews ?? {})]) file.close();
  }
}

/** Training rows came first. */
function openKept(trainRows: number): Choose {
  let rows = 0;
  return () => ({ side: rows++ < trainRows ? 'train' : 'validation', isRepeated: false });
}

type Choose = (row: SpooledRow) => { side: Side; isRepeated: boolean };

/** Draws the side of each row in turn: with all rows of its text, or by itself where most rows repeat (`drawsRows`). */
function openDraw(draft: ReportDraft, spec: DatasetSpec): Choose {
  const { texts, labels, rowsValid: rows } = draft;
  // Training holds out the last item of each user.
  if (draft.task === 'recommendation') return () => ({ side: 'train', isRepeated: false });
  const distinct = labels.reduce((sum, { distinctTexts }) => sum + distinctTexts, 0);
  const isByRow = drawsRows({ task: draft.task, rows, distinct });
  const isLabelled = labels.length > 1;
  const groupOf = (label: number): number => (isLabelled ? label : 0);
  const counts = labels.map((label): Required<LabelRows> => {
    const counted = isByRow ? label.rows : label.groupedRows;
    return { rows: counted, groups: isByRow ? counted : label.distinctTexts, fixed: { rows: 0, groups: 0 } };
  });
  for (const { key, label, isFirst } of draft.fixed) {
    const place = texts.find(key);
    const fixed = counts[isByRow ? label : groupOf(texts.label[place] ?? 0)]?.fixed;
    if (fixed === undefined || !(isByRow || isFirst)) continue;
    fixed.rows += isByRow ? 1 : (texts.rows[place] ?? 1);
    fixed.groups++;
  }
  const draw = new SplitDraw(counts, { fraction: spec.validationFraction, seed: spec.seed });
  return ({ key, label, isFixed }) => {
    if (isByRow) {
      const isHeldOut = !isFixed && draw.isHeldOut({ rows: 1, label });
      return { side: isHeldOut ? 'validation' : 'train', isRepeated: false };
    }
    const place = texts.find(key);
    const known = texts.side[place];
    if (known === sides.fixed) texts.side[place] = sides.train;
    else if (known === 0) {
      const group = { rows: texts.rows[place] ?? 1, label: groupOf(texts.label[place] ?? 0) };
      texts.side[place] = sides[draw.isHeldOut(group) ? 'validation' : 'train'];
    }
    const side = texts.side[place] === sides.validation ? 'validation' : 'train';
    return { side, isRepeated: known === sides.train || known === sides.validation };
  };
}
