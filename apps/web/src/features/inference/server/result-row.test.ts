import { expect, it } from 'vitest';
import { readResultLine } from './result-row.ts';

const line = (response: object | null, error: object | null = null) =>
  JSON.stringify({ id: 'batch_req_1', custom_id: 'a', response, error });
const choice = { index: 0, message: { role: 'assistant', content: 'yes' }, logprobs: null, finish_reason: 'stop' };

it.each([
  [
    line({ status_code: 200, body: { object: 'chat.completion', choices: [choice] } }),
    { fields: { text: 'yes', finish_reason: 'stop' }, error: null },
  ],
  [
    line({ status_code: 200, body: { choices: [choice, choice] } }),
    { fields: { text: '["yes","yes"]', finish_reason: '["stop","stop"]' }, error: null },
  ],
  [
    line({ status_code: 200, body: { data: [{ object: 'embedding', index: 0, embedding: [1, 0] }] } }),
    { fields: { embedding: '[1,0]' }, error: null },
  ],
  [
    line({ status_code: 400, body: { error: { code: 'invalid_value', message: 'No.', param: null } } }),
    { fields: {}, error: { code: 'invalid_value', message: 'No.' } },
  ],
  [
    line(null, { code: 'batch_expired', message: 'Late.' }),
    { fields: {}, error: { code: 'batch_expired', message: 'Late.' } },
  ],
])('a line of a batch %s', (text, row) => {
  expect(readResultLine('BATCH', text)).toEqual({ key: 'a', input: null, ...row });
});

it.each([['not json'], ['[]'], ['7']])('%s is no result', (text) => {
  expect(readResultLine('ROWS', text)).toBeNull();
});
