import { describe, expect, it } from 'vitest';
import { datasetSpecOf } from './dataset-spec-of.ts';
import { FileFields } from './file-fields.ts';

const specOf = (fields: object) => datasetSpecOf(FileFields.parse({ purpose: 'fine-tune', ...fields }));

describe('datasetSpecOf', () => {
  it.each([
    [{}, {}],
    [
      { task: 'text-classification', textColumn: ' review ' },
      { task: 'text-classification', textColumn: 'review' },
    ],
    [{ targetColumn: 'price' }, { columns: [{ name: 'price', role: 'target' }] }],
    [
      {
        task: 'tabular',
        targetColumn: 'price',
        columnRoles: '{"price":"target","zip":"categorical"}',
        targetKind: 'value',
      },
      {
        task: 'tabular',
        targetKind: 'value',
        columns: [
          { name: 'zip', role: 'categorical' },
          { name: 'price', role: 'target' },
        ],
      },
    ],
    // Objects have this name.
    [{ targetColumn: 'constructor' }, { columns: [{ name: 'constructor', role: 'target' }] }],
    [{ columnRoles: {} }, {}],
    [
      { userColumn: 'who', itemColumn: 'what', ratingColumn: '', timeColumn: 'at' },
      { userColumn: 'who', itemColumn: 'what', ratingColumn: null, timeColumn: 'at' },
    ],
  ])('%j', (fields, spec) => {
    expect(specOf(fields)).toEqual(spec);
  });

  it.each([
    [{ task: 'tabular', textColumn: 'review' }, 'unsupported_parameter', 'text_column'],
    [{ task: 'recommendation', targetColumn: 'price' }, 'unsupported_parameter', 'target_column'],
    [{ task: 'text-classification', userColumn: 'who' }, 'unsupported_parameter', 'user_column'],
    [{ labelColumn: 'label', ratingColumn: '' }, 'unsupported_parameter', 'rating_column'],
    [{ targetColumn: 'a', columnRoles: { a: 'numeric' } }, 'invalid_value', 'target_column'],
    [{ targetColumn: 'a', columnRoles: { b: 'target' } }, 'invalid_value', 'target_column'],
  ])('refuses %j', (fields, code, param) => {
    expect(() => specOf(fields)).toThrow(expect.objectContaining({ code, param }));
  });
});

describe('FileFields', () => {
  it.each([
    { columnRoles: 'age=numeric' },
    { columnRoles: '["age"]' },
    { columnRoles: '{"age":"number"}' },
    { columnRoles: '{"":"numeric"}' },
    { columnRoles: '{"a":"target","b":"target"}' },
    { columnRoles: Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`c${at}`, 'numeric'])) },
    { targetKind: 'number' },
    { userColumn: ' ' },
    { ratingColumn: 'x'.repeat(201) },
  ])('refuses %j', (fields) => {
    expect(FileFields.safeParse({ purpose: 'fine-tune', ...fields }).success).toBe(false);
  });
});
