import type { IncomingMessage } from 'node:http';
import { AppError } from '@modelmint/domain/errors';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { duration } from '../../features/call/server/take-call.ts';
import { cleanFileName } from '../../features/file/server/file-name.ts';
import { isUnsupported } from '../routes/unsupported-paths.ts';
import { answerError } from './answer-error.ts';
import type { ApiEnv } from './api-env.ts';
import { checkOrigin } from './check-origin.ts';
import { clientAddress } from './client-address.ts';
import { methodsAt } from './find-route.ts';
import { readRange } from './read-range.ts';
import { attachment } from './send-stream.ts';

describe('readRange', () => {
  it.each([
    [undefined, null],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=-5', { start: 95, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=50-500', { start: 50, end: 99 }],
    ['bytes=100-', 'invalid'],
    ['bytes=9-3', 'invalid'],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    ['bytes=-', null],
  ])('%s', (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });
});

describe('parseInput', () => {
  const Schema = z.object({
    a: z.string(),
    list: z.array(z.object({ n: z.number().max(5, 'at most 5') })).optional(),
    either: z.union([z.literal('auto'), z.number().max(9)]).optional(),
    strict: z.strictObject({ x: z.number().optional() }).optional(),
  });
  it.each([
    [{}, 'missing_required_parameter', 'a'],
    [{ a: 1 }, 'invalid_value', 'a'],
    [{ a: 'x', list: [{ n: 1 }, { n: 9 }] }, 'invalid_value', 'list[1].n'],
    [{ a: 'x', list: [{}] }, 'missing_required_parameter', 'list[0].n'],
    [{ a: 'x', either: 10 }, 'invalid_value', 'either'],
    [{ a: 'x', strict: { y: 1 } }, 'unknown_parameter', 'strict.y'],
  ])('%j', (value, code, param) => {
    expect(() => parseInput(Schema, value)).toThrow(expect.objectContaining({ code, param }));
  });
  it('lets unknown keys at the top pass', () => {
    expect(parseInput(Schema, { a: 'x', store: true })).toEqual({ a: 'x' });
  });
});

describe('answerError', () => {
  it('tells the openai client when not to try again, and how long to wait when it should', () => {
    const of = (error: unknown) => answerError(error, 'req_1');
    expect(of(new AppError('insufficient_quota', 'x'))).toMatchObject({
      status: 429,
      headers: { 'x-should-retry': 'false' },
    });
    expect(of(new AppError('conflict', 'x')).headers).toEqual({ 'x-should-retry': 'false' });
    expect(of(new AppError('rate_limit_exceeded', 'x', { retryAfterMs: 1_500.2 })).headers).toEqual({
      'retry-after': '2',
      'retry-after-ms': '1501',
    });
    expect(of(new AppError('model_loading', 'x')).headers).toHaveProperty('retry-after');
  });
  it.each([new Error('SELECT secret'), 'secret', null, new AppError('internal_error', 'secret')])(
    'hides %s',
    (error) => {
      const answer = answerError(error, 'req_1');
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer)).not.toContain('secret');
      expect(answer.body.error.message).toContain('req_1');
    },
  );
});

describe('clientAddress', () => {
  const from = (header: string | undefined, proxies: number) =>
    clientAddress(
      { headers: { 'x-forwarded-for': header }, socket: { remoteAddress: '10.0.0.1' } } as unknown as IncomingMessage,
      proxies,
    );
  it.each([
    ['6.6.6.6', 0, '10.0.0.1'],
    ['6.6.6.6, 1.2.3.4', 1, '1.2.3.4'],
    ['6.6.6.6, 1.2.3.4, 10.0.0.2', 2, '1.2.3.4'],
    [undefined, 1, '10.0.0.1'],
    ['1.2.3.4', 3, '10.0.0.1'],
  ])('%s behind %i', (header, proxies, address) => {
    expect(from(header, proxies)).toBe(address);
  });
});

describe('checkOrigin', () => {
  const own = 'https://mint.example';
  it.each([{ origin: own }, { 'sec-fetch-site': 'same-origin' }])('passes %j', (headers) => {
    expect(() => checkOrigin(headers, own)).not.toThrow();
  });
  it.each([
    {},
    { origin: 'null' },
    { origin: 'http://mint.example' },
    { origin: `${own}.evil` },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil', 'sec-fetch-site': 'same-origin' },
  ])('refuses %j', (headers) => {
    expect(() => checkOrigin(headers, own)).toThrow(expect.objectContaining({ code: 'permission_denied' }));
  });
});

it('finds the methods of a path', () => {
  const app = new Hono<ApiEnv>();
  const answer = () => new Response();
  app.get('/v1/files/:id', answer).delete('/v1/files/:id', answer).get('/v1/models/:model{.+}', answer);
  const methods = methodsAt(app);
  expect(methods('/v1/files/a')).toEqual(['GET', 'DELETE']);
  expect(methods('/v1/files/a/')).toEqual(['GET', 'DELETE']);
  expect(methods('/v1/files/a/b')).toEqual([]);
  expect(methods('/v1/models/org/model:x')).toEqual(['GET']);
});

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\data\\rows.csv', 'rows.csv'],
  ['a"b\u0000c\u202e.csv', 'abc.csv'],
  ['..', 'data'],
  ['', 'data'],
  ['x'.repeat(300), 'x'.repeat(200)],
])('cleans the name %j', (name, clean) => {
  expect(cleanFileName(name)).toBe(clean);
});

it('names a download in both forms', () => {
  expect(attachment('Größe (1).csv')).toBe(
    `attachment; filename="Gr__e (1).csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.csv`,
  );
});

it.each([
  [0, '0ms'],
  [11.2, '12ms'],
  [1_000, '1s'],
  [60_001, '1m1s'],
  [360_000, '6m0s'],
])('writes %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  ['chat/completions', true],
  ['fine_tuning/jobs/ftjob-1/pause', true],
  ['fine_tuning/jobs/ftjob-1/stop', false],
  ['chats', false],
  ['nothing', false],
])('knows %s of the OpenAI API: %s', (path, isKnown) => {
  expect(isUnsupported(path)).toBe(isKnown);
});
