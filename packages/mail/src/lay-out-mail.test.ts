import { describe, expect, it } from 'vitest';
import { layOutMail } from './lay-out-mail.ts';
import { chooseMailLanguage, type MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';
import { renderAccountExists } from './render-account-exists.ts';
import { type AccountNotice, renderAccountNotice } from './render-account-notice.ts';
import { renderEmailChange } from './render-email-change.ts';
import { renderResetPassword } from './render-reset-password.ts';
import { renderSignInLink } from './render-sign-in-link.ts';
import { renderVerifyEmail } from './render-verify-email.ts';

const url = 'http://localhost:3000/link?token=a&next=%2F"<b>';

interface Frame {
  recipient: string;
  language: MailLanguage;
  url: string;
}
const templates: [string, (frame: Frame) => MailMessage][] = [
  ['verify-email', (frame) => renderVerifyEmail({ ...frame, validHours: 24 })],
  ['account-exists', (frame) => renderAccountExists(frame)],
  ['reset-password', (frame) => renderResetPassword({ ...frame, validMinutes: 30 })],
  ['sign-in-link', (frame) => renderSignInLink({ ...frame, validMinutes: 15 })],
  ['email-change-old', (frame) => renderEmailChange({ ...frame, validHours: 24, side: 'old' })],
  ['email-change-new', (frame) => renderEmailChange({ ...frame, validHours: 24, side: 'new' })],
  ...(
    [
      'password-changed',
      'two-factor-on',
      'two-factor-off',
      'recovery-codes-replaced',
      'passkey-added',
      'passkey-removed',
      'email-changed',
      'identity-linked',
      'identity-unlinked',
      'account-deleted',
    ] satisfies AccountNotice[]
  ).map((notice): [string, (frame: Frame) => MailMessage] => [
    'account-notice',
    (frame) => renderAccountNotice({ ...frame, notice }),
  ]),
];

describe.each(templates)('the mail %s', (kind, render) => {
  it.each(['en', 'zh-CN'] as const)('is safe and whole in %s', (language) => {
    const mail = render({ recipient: 'you@example.com', language, url });
    expect(mail).toMatchObject({ kind, recipient: 'you@example.com' });
    expect(mail.subject).toMatch(/^[^\p{Cc}\p{Cf}]{5,120}$/u);
    const link = 'http://localhost:3000/link?token=a&next=%2F%22%3Cb%3E';
    expect(mail.text).toContain(`\n${link}\n`);
    expect(mail.html).toContain(`href="${link.replaceAll('&', '&amp;')}"`);
    expect(mail.html).toContain(`<html lang="${language}">`);
    for (const text of [mail.text, mail.html, mail.subject]) {
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
    // Only our own elements.
    const elements = new Set([...mail.html.matchAll(/<\/?([a-z!]+)/g)].map(([, name]) => name));
    expect([...elements].sort()).toEqual([
      '!doctype',
      'a',
      'body',
      'br',
      'div',
      'head',
      'html',
      'meta',
      'p',
      'span',
      'title',
    ]);
    expect([...mail.html.matchAll(/(?:src|href)="/g)]).toHaveLength(1);
    expect(/\p{Script=Han}/u.test(mail.text)).toBe(language === 'zh-CN');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', ''])('does not lead to %j', (wrong) => {
    expect(() => render({ recipient: 'you@example.com', language: 'en', url: wrong })).toThrow(
      expect.objectContaining({ code: 'invalid_value', param: 'url' }),
    );
  });
});

it('writes every word as text', () => {
  const hostile = `<img src=x onerror=alert(1)>"'&`;
  const words = { subject: hostile, paragraphs: [hostile], action: hostile, note: hostile };
  const { html } = layOutMail({ kind: 'verify-email', recipient: 'you@example.com', language: 'en', url }, words);
  expect(html).not.toContain('<img');
  expect(html.split('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;')).toHaveLength(5);
});

it.each([
  [null, 'en'],
  ['', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['zh', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['de, zh-CN;q=0.8, en;q=0.5', 'zh-CN'],
  ['en-GB,zh;q=0.9', 'en'],
])('chooses for %j the language %s', (locales, wanted) => {
  expect(chooseMailLanguage(locales)).toBe(wanted);
});
