import { z } from 'zod';

/** What goes with a file, as tus carries it: strings only, nothing empty. */
export type UploadFields = Record<string, string>;

/** The form beside the file. Empty: the server decides. */
export const UploadForm = z.object({
  datasetName: z.string().trim().max(200, 'At most 200 characters.'),
  textColumn: z.string().trim().max(200, 'At most 200 characters.'),
  labelColumn: z.string().trim().max(200, 'At most 200 characters.'),
  heldOutPercent: z
    .string()
    .trim()
    .refine((text) => /^\d{1,2}([.,]\d+)?$/.test(text) && percentOf(text) >= 1 && percentOf(text) <= 50, {
      message: 'A number from 1 to 50.',
    }),
});
export type UploadForm = z.infer<typeof UploadForm>;

/** Where the usual names are missing, both columns must be chosen: the server would have to refuse the file. */
export function uploadFormFor(mustChooseColumns: boolean) {
  if (!mustChooseColumns) return UploadForm;
  return UploadForm.superRefine(({ textColumn, labelColumn }, context) => {
    const refuse = (name: keyof UploadForm, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (textColumn === '') refuse('textColumn', 'Choose the column with the text.');
    if (labelColumn === '') refuse('labelColumn', 'Choose the column with the label.');
    else if (textColumn === labelColumn) refuse('labelColumn', 'Choose another column than that of the text.');
  });
}

export const emptyUploadForm: UploadForm = { datasetName: '', textColumn: '', labelColumn: '', heldOutPercent: '10' };

const percentOf = (text: string): number => Number(text.replace(',', '.'));

export function uploadFieldsOf(form: UploadForm): UploadFields {
  const { datasetName, textColumn, labelColumn, heldOutPercent } = form;
  const fields = { datasetName, textColumn, labelColumn, validationFraction: String(percentOf(heldOutPercent) / 100) };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
