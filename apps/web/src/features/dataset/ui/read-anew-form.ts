import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { z } from 'zod';
import type { Translate } from '../../../i18n/translate.ts';
import { hasHeldOutShare } from '../../file/ui/held-out-share.ts';
import { judgeReading } from '../../file/ui/judge-reading.ts';
import { describeFile, type PeekedFile } from '../../file/ui/peek-file.ts';
import { ReadingForm, readingFormOf, readingSpecOf } from '../../file/ui/reading-form.ts';
import { heldOutPercent, percentOf } from '../../file/ui/upload-fields.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { valuesOf } from './column-facts.ts';

export const ReadAnewForm = z.object({
  reading: ReadingForm,
  heldOutPercent,
  seed: z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, 'A whole number of at most 9 digits.'),
});
export type ReadAnewForm = z.infer<typeof ReadAnewForm>;

/** With what the server would refuse by the columns that it has found. */
export function readAnewFormFor(found: PeekedFile | null, fileText: Translate<'file'>) {
  return ReadAnewForm.superRefine(({ reading }, context) => {
    const faults = found === null ? {} : judgeReading(reading, found, fileText);
    for (const [name, message] of Object.entries(faults))
      context.addIssue({ code: 'custom', path: ['reading', name], message });
  });
}

/** What the file was found to be; null where nothing of it was read. */
export function foundFileOf(
  { report, spec }: Pick<DatasetDetail, 'report' | 'spec'>,
  t: Translate<'dataset'>,
): PeekedFile | null {
  if (report === null || report.format === null) return null;
  const { format, table } = report;
  if (table === undefined) return describeFile(format, report.columns ?? [], []);
  // What somebody chose says nothing of the content.
  const chosen = new Set(spec.columns?.map(({ name }) => name));
  const samples = table.columns.map((column) => ({
    values: valuesOf(column, report.rowsValid, t),
    role: chosen.has(column.name) || column.role === 'target' ? null : column.role,
    targetKind: column.role === 'target' && spec.targetKind === undefined ? table.target.kind : null,
  }));
  return describeFile(
    format,
    table.columns.map(({ name }) => name),
    samples,
  );
}

/** As the newest version was read. */
export function readAnewFormOf(dataset: DatasetDetail, found: PeekedFile | null): ReadAnewForm {
  const { spec } = dataset;
  const { validationFraction, seed, encoding: _, ...reading } = spec;
  const form = readingFormOf(reading);
  const task = dataset.task ?? form.task;
  const isPossible = found === null || found.tasks.some((one) => one === task);
  return {
    reading: { ...form, task: isPossible ? task : (found.likeliest ?? '') },
    heldOutPercent: String(Number((validationFraction * 100).toFixed(2))),
    seed: String(seed),
  };
}

export function specOfForm(
  { reading, heldOutPercent: percent, seed }: ReadAnewForm,
  { validationFraction, encoding }: DatasetDetail['spec'],
): DatasetSpecInput {
  return {
    ...readingSpecOf(reading),
    ...(encoding === undefined ? {} : { encoding }),
    validationFraction: hasHeldOutShare(reading) ? percentOf(percent) / 100 : validationFraction,
    seed: Number(seed),
  };
}
