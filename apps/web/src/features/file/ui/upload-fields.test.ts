import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { describeFile, peekText } from './peek-file.ts';
import { emptyReadingForm, noColumn, type ReadingForm } from './reading-form.ts';
import { emptyUploadForm, uploadFieldsOf, uploadFormFor } from './upload-fields.ts';

const t = english('file');

const formOf = (reading: Partial<ReadingForm>, more: object = {}) => ({
  ...emptyUploadForm,
  datasetName: 'tickets',
  ...more,
  reading: { ...emptyReadingForm, ...reading },
});
const sentOf = (reading: Partial<ReadingForm>, more: object = {}) => uploadFieldsOf(formOf(reading, more));
const all: Partial<ReadingForm> = {
  ...{ textColumn: 'body', labelColumn: 'topic', targetKind: 'value', userColumn: 'who', ratingColumn: noColumn },
  roles: [
    { name: 'id', role: 'ignored' },
    { name: 'a.b', role: 'target' },
    { name: '', role: 'numeric' },
  ],
};

test('nothing is sent that was not said', () => {
  expect(sentOf({})).toEqual({ datasetName: 'tickets', validationFraction: '0.1' });
  expect(sentOf({}, { datasetName: '' })).toEqual({ validationFraction: '0.1' });
});

test.each<[ReadingForm['task'], object]>([
  ['text-classification', { textColumn: 'body', labelColumn: 'topic', validationFraction: '0.125' }],
  ['text-generation', { validationFraction: '0.125' }],
  ['image-classification', { validationFraction: '0.125' }],
  [
    'tabular',
    {
      targetColumn: 'a.b',
      columnRoles: '{"id":"ignored","":"numeric"}',
      targetKind: 'value',
      validationFraction: '0.125',
    },
  ],
  ['recommendation', { userColumn: 'who', ratingColumn: '' }],
])('for %s only what belongs to it is sent', (task, fields) => {
  const sent = sentOf({ ...all, task }, { heldOutPercent: '12,5' });
  expect(sent).toEqual({ datasetName: 'tickets', task, ...fields });
});

test('what the server would refuse is refused before the file is sent', () => {
  const peeked = describeFile('csv', ['a', 'b'], []);
  const problemsOf = (reading: Partial<ReadingForm>) =>
    uploadFormFor(peeked, t)
      .safeParse(formOf(reading))
      .error?.issues.map(({ path }) => path.join('.'));
  expect(problemsOf({ task: 'text-classification' })).toEqual(['reading.textColumn', 'reading.labelColumn']);
  expect(problemsOf({ task: 'text-generation' })).toBeUndefined();
  expect(uploadFormFor(null, t).safeParse(formOf({})).success).toBe(true);
});

test('roles that would not fit into the head of a request are refused', () => {
  const columns = Array.from({ length: 1_000 }, (_, at) => `measurement ${at}`);
  const roles = columns.slice(1).map((name) => ({ name, role: 'numeric' as const }));
  const judge = (count: number) =>
    uploadFormFor(describeFile('csv', [...columns, 'target'], []), t).safeParse(
      formOf({ task: 'tabular', roles: roles.slice(0, count) }),
    );
  expect(judge(400).success).toBe(true);
  expect(judge(999).error?.issues).toMatchObject([{ path: ['reading', 'roles'] }]);
});

test('a column without a name, as pandas writes its index, can be left out', () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${row % 7},${row % 2}`);
  const peeked = peekText(`,age,target\n${rows.join('\n')}`);
  const [index] = peeked?.columns ?? [];
  expect([index, peeked?.samples[0]?.role]).toEqual(['column_1', 'ignored']);
  const roles = [{ name: index ?? '', role: 'ignored' as const }];
  expect(uploadFormFor(peeked, t).safeParse(formOf({ task: 'tabular', roles })).success).toBe(true);
  expect(sentOf({ task: 'tabular', roles })).toMatchObject({ columnRoles: '{"column_1":"ignored"}' });
});
