import { expect, it } from 'vitest';
import { dressMail } from './dress-mail.ts';
import { renderInvitation } from './render-invitation.ts';

const mail = renderInvitation({
  recipient: 'bo@example.com',
  language: 'en',
  url: 'https://ai.example.com/invitations/1',
  organizationName: 'North',
  inviterName: 'Ada',
  validDays: 7,
});

it('says the name of the platform everywhere, and keeps the markup', () => {
  const dressed = dressMail(mail, 'R&D Models');
  expect(dressed.subject).toBe('Join North on R&D Models');
  expect(dressed.text).toContain('R&D Models');
  expect(dressed.html).toContain('R&amp;D Models');
  expect(JSON.stringify(dressed)).not.toContain('Modelmint');
  expect(dressed.recipient).toBe(mail.recipient);
});

it('leaves a mail alone where no name was chosen', () => {
  expect(dressMail(mail, 'Modelmint')).toBe(mail);
});
