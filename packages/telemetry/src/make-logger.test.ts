import { describe, expect, it } from 'vitest';
import { type Logger, makeLogger } from './make-logger.ts';

/** What `log` writes, raw and parsed. */
function capture(log: (logger: Logger) => void, level: 'debug' | 'info' | 'silent' = 'debug') {
  let text = '';
  const write = (line: string) => {
    text += line;
  };
  log(makeLogger({ service: 'test', level, destination: { write } }));
  const lines = text.split('\n').filter(Boolean);
  return { text, lines: lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

/** Secrets that their look gives away; none is real. The second one of a pair is what must not get out. */
const token43 = 'aZ3dE5gH7jK9mN1pQ3sT5vW7yA9cD1fG3hJ5kL7nP9r';
const byLook: [string, string, string?][] = [
  ['API key', 'sk-mm-Zq8Wc3Xv6Bn1Ml4Kj7Hg2Fd5Sa9Po0Iu3Yt6Re1Wq4Ty7Ui0Pl'],
  ['cut API key', 'sk-mm-Zq8Wc3'],
  ['OpenAI key', 'sk-proj-abcDEF123456abcDEF123456'],
  ['Stripe key', 'sk_test_51Habcdefghijk'],
  ['Stripe webhook secret', 'whsec_abcdefgh12345678'],
  ['Hugging Face token', 'hf_abcdefghijklmnopqrst'],
  ['AWS key', 'AKIAIOSFODNN7EXAMPLE'],
  ['JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLWhlcmU'],
  ['bearer', 'Bearer canary-bearer-1234', 'canary-bearer-1234'],
  ['basic', 'Basic Y2FuYXJ5OmNhbmFyeQ==', 'Y2FuYXJ5'],
  ['cookie header', 'cookie: theme=dark; sid=canary-cookie', 'canary-cookie'],
  ['connection string', 'postgresql://app:canary!pass@db.internal:5432/app', 'canary!'],
  ['Redis URL', 'redis://:canary!redis@10.0.0.1:6379', 'canary!'],
  ['link token', `http://localhost:3000/reset-password/${token43}`, token43],
  ['session token', token43],
  ['query', 'GET /v1/files?after=canary-query failed', 'canary-query'],
  ['signed URL', 'https://s3.example/b/k?X-Amz-Signature=canary-signed', 'canary-signed'],
  ['password in JSON', '{"email":"x","password":"canary-json"}', 'canary-json'],
  ['token in a form', 'csrf_token=canary-form&x=1', 'canary-form'],
  ['private key', '-----BEGIN PRIVATE KEY-----\nMIIcanary\nkey\n-----END PRIVATE KEY-----', 'MIIcanary'],
  ['cut private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIcanary2', 'MIIcanary2'],
  ['e-mail', 'canary.person+tag@example.com', 'anary.person'],
  ['foreign e-mail', 'canárý@exämple.de', 'anárý'],
];

const placements: [string, (logger: Logger, secret: string) => void][] = [
  ['message', (log, secret) => log.info(`it was ${secret}.`)],
  ['message after a newline', (log, secret) => log.info({}, `first\n${secret}\nlast`)],
  ['field', (log, secret) => log.info({ note: secret }, 'x')],
  ['field name', (log, secret) => log.info({ [secret]: 1 }, 'x')],
  ['depth', (log, secret) => log.info({ a: { b: [{ c: secret }] } }, 'x')],
  ['map and set', (log, secret) => log.info({ map: new Map([['k', new Set([secret])]]) }, 'x')],
  ['error message', (log, secret) => log.error(new Error(`no ${secret}`), 'x')],
  ['cause', (log, secret) => log.error({ err: new Error('a', { cause: new Error(secret) }) }, 'x')],
  ['aggregate', (log, secret) => log.error(new AggregateError([new Error(secret)], 'many'), 'x')],
  ['error property', (log, secret) => log.error(Object.assign(new Error('a'), { config: { data: secret } }), 'x')],
  ['child', (log, secret) => log.child({ requestId: secret }).child({ jobId: secret }).info('x')],
];

describe.each(byLook)('a planted %s', (_name, text, canary = text) => {
  it.each(placements)('does not get out by the %s', (_place, log) => {
    const { text: written, lines } = capture((logger) => log(logger, text));
    expect(lines).toHaveLength(1);
    expect(written).not.toContain(canary);
    expect(JSON.stringify(lines)).not.toContain(canary);
  });
});

const secretNames = [
  ...[
    'authorization',
    'Proxy-Authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'apiKey',
    'api_key',
    'stripe-signature',
  ],
  ...['password', 'newPassword', 'secretAccessKey', 'clientSecret', 'accessToken', 'refresh_token', 'token', 'tokens'],
  ...['DATABASE_URL', 'redisUrl', 'smtpUrl', 'pepper', 'privateKey', 'passphrase', 'credentials'],
  ...['body', 'rawBody', 'prompt', 'messages', 'completion', 'content', 'rawHeaders'],
];

it.each(secretNames)('keeps the value of %s back, whatever it is', (name) => {
  for (const value of ['canary', ['canary'], { deep: 'canary' }, Buffer.from('canary')]) {
    const { text } = capture((log) => {
      log.info({ [name]: value, inner: { [name]: value }, list: [{ [name]: value }] }, 'x');
      log.child({ [name]: value }).warn({ headers: { [name]: value } }, 'x');
    });
    expect(text).not.toContain('canary');
    expect(text).not.toContain(Buffer.from('canary').toString('base64'));
  }
});

it('looks through headers and drops the query of a URL', () => {
  const headers = new Headers({ authorization: 'canary', accept: 'text/plain' });
  const { lines } = capture((log) => log.info({ headers, url: '/v1/files?after=canary#canary' }, 'x'));
  expect(lines[0]).toMatchObject({
    headers: { authorization: '[redacted]', accept: 'text/plain' },
    url: '/v1/files',
  });
});

it('keeps what one needs', () => {
  const fields = {
    requestId: 'req_0197a2b4c6d8',
    jobId: 'ftjob-0197a2b4c6d8',
    apiKeyId: 'key_12',
    promptTokens: 12,
    maxTokens: 5,
    timeToFirstToken: 3,
    sha256: 'a'.repeat(64),
    isOk: true,
    at: new Date(0),
    none: null,
    huge: 12n,
    email: 'someone@example.com',
    route: '/v1/files/:id',
  };
  const { lines } = capture((log) => log.info(fields, 'Took 12 ms for 3 tokens: done?'));
  expect(lines[0]).toMatchObject({
    ...fields,
    at: '1970-01-01T00:00:00.000Z',
    huge: '12',
    email: 's…@example.com',
    level: 'info',
    service: 'test',
    msg: 'Took 12 ms for 3 tokens: done?',
  });
  expect(Date.parse(String(lines[0]?.time))).toBeGreaterThan(0);
});

it('keeps code, cause and stack of an error', () => {
  const error = Object.assign(new TypeError('bad', { cause: new Error('deeper') }), { code: 'storage_full' });
  const { lines } = capture((log) => log.error(error, 'failed'));
  expect(lines[0]).toMatchObject({
    msg: 'failed',
    err: { type: 'TypeError', code: 'storage_full', message: 'bad', cause: { message: 'deeper' } },
  });
  expect(JSON.stringify(lines[0])).toContain('make-logger.test.ts');
});

it('writes one line for each call, whatever is in it', () => {
  const ring: Record<string, unknown> = { name: 'ring' };
  ring.self = ring;
  const hostile = {
    forged: 'a\r\n{"level":"info","msg":"forged"}',
    terminal: '\u001b[2J\u009b2J\u2028',
    ring,
    throwing: Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    }),
    wide: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, index])),
    long: 'x'.repeat(1_000_000),
    fn: () => 1,
    bad: new Date(Number.NaN),
  };
  const { text, lines } = capture((log) => log.info(hostile, hostile.forged));
  expect(lines).toHaveLength(1);
  expect(text.length).toBeLessThan(20_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
  expect(text.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
});

it.each([
  'a',
  '/',
  ':',
  '@',
  'a@',
  'a.',
  ' ',
  'x://',
  'eyJaaaaaaaa-',
  'Bearer ',
  'password',
  'A1-',
  '?',
  '/?',
  'cookie=',
])('is not slowed down by a text of %j', (piece) => {
  const start = performance.now();
  capture((log) => log.info(piece.repeat(100_000)));
  expect(performance.now() - start).toBeLessThan(500);
});

it('writes nothing below its level', () => {
  expect(capture((log) => log.debug('x'), 'info').lines).toEqual([]);
  expect(capture((log) => log.fatal('x'), 'silent').lines).toEqual([]);
  expect(capture((log) => log.child({ jobId: 'j' }).info('x'), 'info').lines).toMatchObject([{ jobId: 'j' }]);
});
