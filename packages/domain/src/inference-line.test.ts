import { expect, it } from 'vitest';
import { AppError } from './errors.ts';
import type { InferenceRow } from './inference-ask.ts';
import { isRowsFault, resultLine, unansweredLine } from './inference-line.ts';

const row: InferenceRow = { row: 4, line: 6, customId: 'c4', value: { text: 'good', id: 7 }, error: null };
const of = { jobId: 'batch_1', mode: 'ROWS' as const, route: '/v1/classifications' as const, column: null };
const object = {
  id: `clsf-${'x'.repeat(24)}`,
  object: 'list',
  data: [{ object: 'classification', index: 0, label: 'a' }],
};

it('writes a row with its input and what is said of it', () => {
  expect(JSON.parse(resultLine(of, row, { object }))).toEqual({
    ...{ row: 5, input: { text: 'good', id: 7 }, output: { label: 'a' }, error: null },
  });
  expect(JSON.parse(resultLine({ ...of, column: 'text' }, row, { object })).input).toBe('good');
  expect(JSON.parse(resultLine(of, { ...row, value: { image: 'AAAA' } }, { object })).input).toBeNull();
  const error = { code: 'invalid_value', message: 'no', param: null };
  expect(JSON.parse(resultLine(of, row, { error }))).toMatchObject({ output: null, error });
});

it('writes one text of a generation as it is, and several as a list', () => {
  const chat = { ...of, route: '/v1/chat/completions' as const };
  const choice = (content: string) => ({ message: { content }, finish_reason: 'stop' });
  const said = (...all: string[]) => JSON.parse(resultLine(chat, row, { object: { choices: all.map(choice) } })).output;
  expect(said('a')).toEqual({ text: 'a', finish_reason: 'stop' });
  expect(said('a', 'b')).toEqual({
    choices: [
      { text: 'a', finish_reason: 'stop' },
      { text: 'b', finish_reason: 'stop' },
    ],
  });
});

it('writes the same line of a batch each time, whatever id was drawn for its answer', () => {
  const batch = { ...of, mode: 'BATCH' as const };
  const line = resultLine(batch, row, { object });
  expect(resultLine(batch, row, { object: { ...object, id: `clsf-${'y'.repeat(24)}` } })).toBe(line);
  expect(JSON.parse(line)).toMatchObject({
    id: expect.stringMatching(/^batch_req_\w{24}$/),
    custom_id: 'c4',
    response: { status_code: 200, request_id: expect.stringMatching(/^req_\w{24}$/) },
    error: null,
  });
  expect(JSON.parse(line).response.body.id).toMatch(/^clsf-\w{24}$/);
  expect(resultLine(batch, { ...row, row: 5 }, { object })).not.toBe(line);
});

it('writes an error of a batch in the form of the API', () => {
  const error = { code: 'context_length_exceeded', message: 'too long', param: 'input' };
  expect(JSON.parse(resultLine({ ...of, mode: 'BATCH' }, row, { error })).response).toMatchObject({
    status_code: 400,
    body: { error: { ...error, type: 'invalid_request_error' } },
  });
  expect(JSON.parse(unansweredLine('batch_1', row, error))).toMatchObject({ custom_id: 'c4', response: null });
});

it.each([
  [new AppError('invalid_value', 'x'), true],
  [new AppError('engine_overloaded', 'x'), false],
  [new AppError('internal_error', 'x'), false],
  [new Error('x'), false],
])('%s is the fault of its row: %s', (error, isFault) => {
  expect(isRowsFault(error)).toBe(isFault);
});
