import { z } from 'zod';
import type { Translate } from '../../../i18n/translate.ts';
import { hasHeldOutShare } from './held-out-share.ts';
import { judgeReading } from './judge-reading.ts';
import type { PeekedFile } from './peek-file.ts';
import { emptyReadingForm, ReadingForm, readingSpecOf } from './reading-form.ts';

/** What goes with a file, as tus carries it: strings only. Empty: none is to be read. */
export type UploadFields = Record<string, string>;

export const heldOutPercent = z
  .string()
  .trim()
  .refine((text) => /^\d{1,2}([.,]\d+)?$/.test(text) && percentOf(text) >= 1 && percentOf(text) <= 50, {
    message: 'A number from 1 to 50.',
  });

/** The form beside the file. Empty: the server decides. */
export const UploadForm = z.object({
  // i18n-ignore: `errorOf` says it in the language of the reader.
  datasetName: z.string().trim().max(200, 'At most 200 characters.'),
  reading: ReadingForm,
  heldOutPercent,
});
export type UploadForm = z.infer<typeof UploadForm>;

/** Bytes of the roles: they share the head of one request with all else. */
const roleBytesMax = 12_000;

/** With what the server would refuse by the first bytes of the file; null where they show nothing. */
export function uploadFormFor(peeked: PeekedFile | null, t: Translate<'file'>) {
  return UploadForm.superRefine(({ reading }, context) => {
    const faults = peeked === null ? {} : judgeReading(reading, peeked, t);
    if (new TextEncoder().encode(rolesOf(reading)).length > roleBytesMax) faults.roles = t('fault.tooManyRoles');
    for (const [name, message] of Object.entries(faults))
      context.addIssue({ code: 'custom', path: ['reading', name], message });
  });
}

export const emptyUploadForm: UploadForm = { datasetName: '', reading: emptyReadingForm, heldOutPercent: '10' };

export const percentOf = (text: string): number => Number(text.replace(',', '.'));

/** As the server reads them: roles by column in one field, the target in another. */
export function uploadFieldsOf({ datasetName, reading, heldOutPercent: percent }: UploadForm): UploadFields {
  const { columns, ...spec } = readingSpecOf(reading);
  const roles = rolesOf(reading);
  const target = columns?.find(({ role }) => role === 'target')?.name;
  return {
    ...(datasetName === '' ? {} : { datasetName }),
    ...Object.fromEntries(Object.entries(spec).map(([name, value]) => [name, value === null ? '' : String(value)])),
    ...(target === undefined ? {} : { targetColumn: target }),
    ...(roles === '{}' ? {} : { columnRoles: roles }),
    ...(hasHeldOutShare(reading) ? { validationFraction: String(percentOf(percent) / 100) } : {}),
  };
}

function rolesOf(reading: ReadingForm): string {
  const { columns = [] } = readingSpecOf(reading);
  return JSON.stringify(
    Object.fromEntries(columns.flatMap(({ name, role }) => (role === 'target' ? [] : [[name, role]]))),
  );
}
