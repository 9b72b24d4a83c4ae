import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { columnsAsked } from './columns-asked.ts';

const t = english('dataset');

test.each<[DatasetSpecInput, string | null]>([
  [{}, 'as detected'],
  [{ task: 'text-generation' }, null],
  [{ task: 'image-classification' }, null],
  [{ textColumn: 'body' }, 'text: body'],
  [{ task: 'tabular' }, 'as detected'],
  [
    {
      task: 'tabular',
      targetKind: 'value',
      columns: [
        { name: 'price', role: 'target' },
        { name: 'id', role: 'ignored' },
      ],
    },
    'target: price, target holds: numbers, 1 role chosen',
  ],
  [{ userColumn: 'who', ratingColumn: null }, 'user: who, rating: none'],
])('%j is told as %j', (spec, text) => {
  expect(columnsAsked(DatasetSpec.parse(spec), t)).toBe(text);
});
