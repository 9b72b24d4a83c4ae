import { join } from 'node:path';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { SplitDraw, seededRandom } from '@modelmint/domain/dataset-split';
import { BufferedFile } from './buffered-file.ts';
import { spoolFileName, trainFileName, validationFileName } from './ingest-message.ts';
import type { ReportDraft } from './report-draft.ts';
import { readSpool } from './row-spool.ts';

const rowsPerTurn = 20_000;
const train = 1;
const validation = 2;

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
  const { texts, split } = draft;
  const files = [trainFileName, validationFileName].map((name) => new BufferedFile(join(outputFolder, name)));
  let rows = 0;
  try {
    for (const row of readSpool(join(outputFolder, spoolFileName))) {
      const place = texts.find(row.key);
      const isFirst = texts.side[place] === 0;
      if (isFirst) {
        const group = { rows: texts.rows[place] ?? 1, label: texts.label[place] ?? 0 };
        texts.side[place] = draw.isHeldOut(group) ? validation : train;
      }
      const isHeldOut = texts.side[place] === validation;
      if (!isFirst && naive() < spec.validationFraction !== isHeldOut) split.duplicatesAcrossSplits++;
      files[isHeldOut ? 1 : 0]?.write(row.json);
      const side = isHeldOut ? 'validation' : 'train';
      split[side]++;
      const label = draft.labels[row.label];
      if (label !== undefined) label[side]++;
      if (!isHeldOut) split.tokensTrain += row.tokens;
      if (++rows % rowsPerTurn === 0) await onRows(rows);
    }
  } finally {
    for (const file of files) file.close();
  }
}
