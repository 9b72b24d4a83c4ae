import { expect, test } from 'vitest';
import { renderInvitation } from './render-invitation.ts';

const mail = {
  ...{ recipient: 'ada@example.com', url: 'https://models.example/invitations/abc', validDays: 7 },
  ...{ organizationName: '<b>Engines</b>\r\nBcc: all@example.com', inviterName: '"Mallory" <script>' },
};

test.each(['en', 'zh-CN'] as const)('%s: names are text, in the head and in the HTML', (language) => {
  const { subject, text, html } = renderInvitation({ ...mail, language });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('<script>');
  expect(text).toContain('https://models.example/invitations/abc');
  expect(text).toContain('ada@example.com');
});
