import { Task } from '@modelmint/domain/task';
import { z } from 'zod';

/** What goes with a file, as tus carries it: strings only, nothing empty. */
export type UploadFields = Record<string, string>;

/** The form beside the file. Empty: the server decides. */
export const UploadForm = z.object({
  datasetName: z.string().trim().max(200, 'At most 200 characters.'),
  task: z.union([Task, z.literal('')]),
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
  return UploadForm.superRefine(({ task, textColumn, labelColumn }, context) => {
    if (!hasColumns(task)) return;
    const refuse = (name: keyof UploadForm, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (textColumn === '') refuse('textColumn', 'Choose the column with the text.');
    if (labelColumn === '') refuse('labelColumn', 'Choose the column with the label.');
    else if (textColumn === labelColumn) refuse('labelColumn', 'Choose another column than that of the text.');
  });
}

/** Only a classifier of texts is read from columns; a file that could not be looked into may be one. */
export const hasColumns = (task: UploadForm['task']): boolean => task === '' || task === 'text-classification';

export const emptyUploadForm: UploadForm = {
  datasetName: '',
  task: '',
  textColumn: '',
  labelColumn: '',
  heldOutPercent: '10',
};

const percentOf = (text: string): number => Number(text.replace(',', '.'));

export function uploadFieldsOf(form: UploadForm): UploadFields {
  const { datasetName, task, textColumn, labelColumn, heldOutPercent } = form;
  const columns = hasColumns(task) ? { textColumn, labelColumn } : {};
  const fields = { datasetName, task, ...columns, validationFraction: String(percentOf(heldOutPercent) / 100) };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
