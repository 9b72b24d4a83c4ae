import { expect, test } from 'vitest';
import { emptyUploadForm, uploadFieldsOf, uploadFormFor } from './upload-fields.ts';

const form = { ...emptyUploadForm, datasetName: 'tickets' };
const problemsOf = (values: object) =>
  uploadFormFor(true)
    .safeParse({ ...form, ...values })
    .error?.issues.map(({ path }) => path[0]);

test('only what was said is sent, and columns only with texts and labels', () => {
  expect(uploadFieldsOf(form)).toEqual({ datasetName: 'tickets', validationFraction: '0.1' });
  const columns = { textColumn: 'body', labelColumn: 'topic', heldOutPercent: '12,5' };
  expect(uploadFieldsOf({ ...form, ...columns, task: 'text-classification' })).toEqual({
    datasetName: 'tickets',
    task: 'text-classification',
    textColumn: 'body',
    labelColumn: 'topic',
    validationFraction: '0.125',
  });
  expect(uploadFieldsOf({ ...form, ...columns, task: 'text-generation' })).toEqual({
    datasetName: 'tickets',
    task: 'text-generation',
    validationFraction: '0.125',
  });
});

test('columns without a usual name must be chosen, but not for another task', () => {
  expect(problemsOf({ task: 'text-classification' })).toEqual(['textColumn', 'labelColumn']);
  expect(problemsOf({ task: 'text-classification', textColumn: 'a', labelColumn: 'a' })).toEqual(['labelColumn']);
  expect(problemsOf({ task: 'text-classification', textColumn: 'a', labelColumn: 'b' })).toBeUndefined();
  expect(problemsOf({ task: 'text-generation' })).toBeUndefined();
});

test('a task that there is not is refused', () => {
  expect(problemsOf({ task: 'telepathy' })).toEqual(['task']);
});
