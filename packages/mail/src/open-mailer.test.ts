import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { MailMessage } from './mail-message.ts';
import { openMailer } from './open-mailer.ts';
import { renderVerifyEmail } from './render-verify-email.ts';

interface Received {
  /** The lines of the conversation, in order. */
  commands: string[];
  /** The mail as it came, dots undone. */
  data: string;
}

/** Answers by the first word of a command, in place of the usual ones. */
type Answers = Record<string, string>;

const usual: Answers = {
  EHLO: '250-here\r\n250 AUTH PLAIN',
  AUTH: '235 in',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  QUIT: '221 bye',
};

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A small SMTP server on the loopback. */
async function receive(changes: Answers = {}): Promise<{ port: number; received: Received }> {
  const received: Received = { commands: [], data: '' };
  const server = createServer((socket) => converse(socket, { ...usual, ...changes }, received));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, received };
}

function converse(socket: Socket, answers: Answers, received: Received): void {
  let rest = '';
  let isInData = false;
  socket.setEncoding('utf8');
  socket.write(`${answers.GREETING ?? '220 here'}\r\n`);
  socket.on('data', (chunk: string) => {
    rest += chunk;
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (isInData && line !== '.') {
        received.data += `${line.replace(/^\.\./, '.')}\r\n`;
        continue;
      }
      const word = isInData ? 'END' : (line.split(' ')[0] ?? '');
      if (!isInData) received.commands.push(line);
      isInData = word === 'DATA';
      socket.write(`${answers[word] ?? '250 taken'}\r\n`);
      if (word === 'QUIT') socket.end();
    }
  });
}

/** The decoded bodies of a multipart mail, by content type. */
function readParts(data: string): Record<string, string> {
  const boundary = /boundary="([^"]+)"/.exec(data)?.[1] ?? 'none';
  const parts = data.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const type = /content-type: ([^;\r]+)/i.exec(head)?.[1] ?? '';
      return [type, decode(body.join('\r\n\r\n'), /encoding: (\S+)/i.exec(head)?.[1] ?? '7bit')];
    }),
  );
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

const mail = (changes: Partial<MailMessage> = {}): MailMessage => ({
  ...renderVerifyEmail({
    recipient: 'you@example.com',
    language: 'zh-CN',
    url: 'http://localhost:3000/v?t=1',
    validHours: 24,
  }),
  ...changes,
});
const from = 'Modelmint <noreply@example.com>';
const outbox = () => Promise.reject(new Error('the outbox is not for mail that was sent'));
const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();

it('sends text and HTML as they are to one recipient', async () => {
  const { port, received } = await receive();
  const noted: unknown[] = [];
  const note = ({ kind }: MailMessage, result: unknown) => void noted.push([kind, result]);
  expect(await openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, outbox, note }).send(mail())).toBe('sent');
  expect(noted).toEqual([['verify-email', { isSent: true }]]);
  expect(received.commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
    'MAIL FROM:<noreply@example.com>',
    'RCPT TO:<you@example.com>',
  ]);
  const parts = readParts(received.data);
  expect(plain(parts['text/plain'] ?? '')).toBe(mail().text.trim());
  expect(plain(parts['text/html'] ?? '')).toBe(mail().html.trim());
  expect(received.data).toMatch(/^To: you@example\.com\r$/m);
  expect(received.data).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  const subject = [...received.data.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)].map(([, text = '']) =>
    Buffer.from(text, 'base64'),
  );
  expect(Buffer.concat(subject).toString()).toBe(mail().subject);
});

it('signs in with what the URL holds', async () => {
  const { port, received } = await receive();
  await openMailer({ smtpUrl: `smtp://us%40er:pa%2Fss@127.0.0.1:${port}`, from, outbox }).send(mail());
  const credentials = Buffer.from('\0us@er\0pa/ss').toString('base64');
  expect(received.commands).toContain(`AUTH PLAIN ${credentials}`);
});

it('does not let a subject or a recipient add headers or recipients', async () => {
  const { port, received } = await receive();
  const mailer = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, outbox });
  await mailer.send(mail({ subject: 'Hello\r\nBcc: other@example.com\r\n\r\nbody' }));
  expect(received.data).not.toMatch(/^Bcc:/m);
  expect(received.commands.filter((line) => line.startsWith('RCPT'))).toHaveLength(1);
  const commands = received.commands.length;
  await expect(mailer.send(mail({ recipient: 'a@example.com, b@example.com' }))).rejects.toMatchObject({
    code: 'invalid_value',
  });
  expect(received.commands).toHaveLength(commands);
});

it.each<[string, Answers, boolean]>([
  ['an unknown recipient', { RCPT: '550 nobody here' }, false],
  ['a full mailbox', { RCPT: '452 full' }, true],
  ['a mail that is not liked', { END: '554 spam' }, false],
  ['a mail that comes too early', { END: '451 later' }, true],
  ['a busy server', { GREETING: '421 busy' }, true],
  ['a wrong password', { AUTH: '535 wrong' }, false],
])('tells %s', async (_case, answers, retryable) => {
  const { port } = await receive(answers);
  const noted: unknown[] = [];
  const note = (_: MailMessage, result: unknown) => void noted.push(result);
  const sending = openMailer({ smtpUrl: `smtp://user:canary@127.0.0.1:${port}`, from, outbox, note }).send(mail());
  const error: unknown = await sending.catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'internal_error', fault: 'platform', retryable });
  expect(String(error)).not.toContain('canary');
  expect(noted).toEqual([{ isSent: false, error: expect.stringContaining('did not take the mail') }]);
});

it('may try again when nobody answers', async () => {
  const { port } = await receive();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  const sending = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, outbox }).send(mail());
  await expect(sending).rejects.toMatchObject({ code: 'internal_error', retryable: true });
});

it('keeps mail in the outbox without SMTP, and says when that fails', async () => {
  const kept: MailMessage[] = [];
  const keep = async (message: MailMessage) => void kept.push(message);
  expect(await openMailer({ from, outbox: keep }).send(mail())).toBe('kept');
  expect(kept).toEqual([mail()]);
  await expect(openMailer({ from, outbox: keep }).send(mail({ recipient: 'a@b@c' }))).rejects.toMatchObject({
    code: 'invalid_value',
  });
  expect(kept).toHaveLength(1);
  await expect(openMailer({ from, outbox }).send(mail())).rejects.toThrow('the outbox is not');
});
