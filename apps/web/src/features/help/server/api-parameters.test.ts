import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { v1Routes } from '../../../api/route-table/v1-routes.ts';
import { english } from '../../../i18n/english-translator.ts';
import { apiParameters, bodySchemas, parametersMark, parametersOf } from './api-parameters.ts';

const docsFolder = new URL('../../../../../../docs/', import.meta.url);

it('has every route that takes a body of JSON', () => {
  const takesNone = ['POST /files'];
  const taking = Object.keys(v1Routes).filter((route) => route.startsWith('POST ') && !route.includes('/:'));
  expect(Object.keys(bodySchemas).toSorted()).toEqual(taking.filter((route) => !takesNone.includes(route)).toSorted());
});

it.each(['api.md', 'zh-CN/api.md'])('has its place in docs/%s', (file) => {
  expect(readFileSync(new URL(file, docsFolder), 'utf8').split(parametersMark)).toHaveLength(2);
});

it('says of each parameter what the schema says', () => {
  const text = apiParameters(english('help'));
  expect(text).toContain('### `POST /v1/fine_tuning/jobs`');
  expect(text).toContain('| `top_k` | whole number | 1 to 1,000, else `1` |');
  expect(text).toContain('| `completion_window` | `24h` | required |');
  expect(text).toContain(
    '| `method.supervised.hyperparameters.n_epochs` | `auto` or whole number | 1 to 50, else `auto` |',
  );
  expect(text).not.toContain('any value | |');
  for (const schema of Object.values(bodySchemas)) expect(parametersOf(schema).length).toBeGreaterThan(2);
});
