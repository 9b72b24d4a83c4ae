import { expect, it } from 'vitest';
import type { InferenceRoute } from './inference-job.ts';
import { likelyColumn, type RowReading, rowBody } from './inference-row.ts';

const reading = (route: InferenceRoute, more: Partial<RowReading> = {}): RowReading => ({
  ...{ route, model: 'm', column: null, parameters: {} },
  ...more,
});
const said = (content: string) => ({ role: 'user', content });

it.each<[RowReading, unknown, object]>([
  [reading('/v1/classifications', { parameters: { top_k: 3 } }), 'good', { model: 'm', top_k: 3, input: 'good' }],
  [reading('/v1/classifications'), { text: 'good', label: 'x' }, { model: 'm', input: 'good' }],
  [reading('/v1/classifications'), { image: 'aGk=', id: 1 }, { model: 'm', input: { image: 'aGk=' } }],
  [reading('/v1/classifications', { column: 'body' }), { body: 'good', text: 'no' }, { model: 'm', input: 'good' }],
  [reading('/v1/embeddings'), { input: 'a' }, { model: 'm', input: 'a' }],
  [reading('/v1/completions'), { prompt: 'a' }, { model: 'm', prompt: 'a' }],
  [reading('/v1/chat/completions'), 'hi', { model: 'm', messages: [said('hi')] }],
  [
    reading('/v1/chat/completions', { parameters: { system: 'Be short.' } }),
    { messages: [said('hi')] },
    { model: 'm', messages: [{ role: 'system', content: 'Be short.' }, said('hi')] },
  ],
  [
    reading('/v1/chat/completions', { parameters: { system: 'Be short.' } }),
    { messages: [{ role: 'system', content: 'Own.' }, said('hi')] },
    { model: 'm', messages: [{ role: 'system', content: 'Own.' }, said('hi')] },
  ],
  [reading('/v1/predictions'), { area: '7', city: 'Bonn' }, { model: 'm', input: { area: '7', city: 'Bonn' } }],
  [
    reading('/v1/recommendations', { parameters: { top_k: 2, exclude: ['b'] } }),
    { user: 7, exclude: ['a'] },
    { model: 'm', top_k: 2, exclude: ['a'], user: 7 },
  ],
  // What a row says of the model does not count.
  [reading('/v1/classifications'), { text: 'good', model: 'other' }, { model: 'm', input: 'good' }],
])('%j reads %j', (how, row, body) => {
  expect(rowBody(how, row)).toEqual(body);
});

it.each<[RowReading, unknown, RegExp]>([
  [reading('/v1/classifications'), { title: 'x' }, /no input: it has title\. Choose the column/],
  [reading('/v1/classifications'), {}, /it has no field/],
  [reading('/v1/classifications', { column: 'body' }), { text: 'x' }, /no column 'body'/],
  [reading('/v1/classifications', { column: 'toString' }), { text: 'x' }, /no column 'toString'/],
  [reading('/v1/classifications', { column: 'body' }), 'x', /no column 'body'/],
])('%j refuses %j', (how, row, message) => {
  expect(() => rowBody(how, row)).toThrow(message);
});

it.each<[InferenceRoute, string[], string | undefined]>([
  ['/v1/classifications', ['id', 'Text', 'label'], 'Text'],
  ['/v1/classifications', ['review'], 'review'],
  ['/v1/classifications', ['a', 'b'], undefined],
  ['/v1/chat/completions', ['question', 'id'], 'question'],
  ['/v1/predictions', ['a'], undefined],
])('of the columns of a file for %s, %j, the likely one is %s', (route, columns, column) => {
  expect(likelyColumn(route, columns)).toBe(column);
});
