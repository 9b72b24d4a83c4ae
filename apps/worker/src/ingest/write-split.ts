import { join } from 'node:path';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { SplitDraw, seededRandom } from '@modelmint/domain/dataset-split';
import { BufferedFile } from './buffered-file.ts';
import {
  spoolFileName,
  trainFileName,
  trainPreviewFileName,
  validationFileName,
  validationPreviewFileName,
} from './ingest-message.ts';
import type { ReportDraft } from './report-draft.ts';
import { readSpool } from './row-spool.ts';
import { sides } from './text-table.ts';

const rowsPerTurn = 20_000;
const bytesPerTurn = 64 * 1024 ** 2;
/** As many as a page of examples can reach. */
const previewsMax = 20_100;

/** The second pass: puts each spooled row into train.jsonl or validation.jsonl, in the order of the source. */
export async function writeSplit(
  draft: ReportDraft,
  { outputFolder, spec }: { outputFolder: string; spec: DatasetSpec },
  onRows: (rows: number) => Promise<void>,
): Promise<void> {
  const draw = new SplitDraw(
    draft.labels.map(({ groupedRows, distinctTexts }) => ({ rows: groupedRows, groups: distinctTexts })),
    { fraction: spec.validationFraction, seed: spec.seed },
  );
  const naive = seededRandom(spec.seed + 1);
  const { texts, split, isSplitGiven } = draft;
  const open = (name: string): BufferedFile => new BufferedFile(join(outputFolder, name));
  const files = { train: open(trainFileName), validation: open(validationFileName) };
  const previews =
    draft.format === 'zip' ? { train: open(trainPreviewFileName), validation: open(validationPreviewFileName) } : null;
  let rows = 0;
  let bytes = 0;
  try {
    for (const row of readSpool(join(outputFolder, spoolFileName))) {
      const place = texts.find(row.key);
      const isFirst = texts.side[place] === 0;
      if (isFirst) {
        const group = { rows: texts.rows[place] ?? 1, label: texts.label[place] ?? 0 };
        texts.side[place] = sides[draw.isHeldOut(group) ? 'validation' : 'train'];
      }
      const side = texts.side[place] === sides.validation ? 'validation' : 'train';
      if (!isFirst && !isSplitGiven && naive() < spec.validationFraction !== (side === 'validation'))
        split.duplicatesAcrossSplits++;
      files[side].write(row.json);
      if (split[side] < previewsMax) previews?.[side].write(row.preview);
      split[side]++;
      const label = draft.labels[row.label];
      if (label !== undefined) label[side]++;
      if (side === 'train') split.tokensTrain += row.tokens;
      bytes += row.json.length;
      if (++rows % rowsPerTurn !== 0 && bytes < bytesPerTurn) continue;
      bytes = 0;
      await onRows(rows);
    }
  } finally {
    for (const file of [...Object.values(files), ...Object.values(previews ?? {})]) file.close();
  }
}
