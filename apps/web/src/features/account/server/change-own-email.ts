import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { beginEmailChange, confirmEmailChange } from '@modelmint/db/system/email-change';
import { findAccount } from '@modelmint/db/system/find-account';
import { AppError } from '@modelmint/domain/errors';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import { renderAccountExists } from '@modelmint/mail/render-account-exists';
import { renderEmailChange } from '@modelmint/mail/render-email-change';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { limitAddress, limitInbox } from './limit-attempts.ts';
import { parseEmail } from './parse-email.ts';
import { sendNotice } from './send-notice.ts';
import { hashToken, makeToken } from './session-cookie.ts';

const validHours = 24;

/**
 * Mails a link to the old and one to the new address; the account moves when both were used. An address that has an
 * account gets a mail that says so, and the answer is the same.
 */
export async function requestEmailChange(deps: Deps, actor: AccountActor, address: string): Promise<void> {
  requireRecentSignIn(actor);
  const { user, from, language } = actor;
  const newEmail = parseEmail(address);
  if (newEmail === user.email)
    throw new AppError('invalid_value', 'This is the address that your account has.', { param: 'email' });
  await limitAddress(deps, from.address);
  await limitInbox(deps, newEmail);
  await limitInbox(deps, user.email);
  const tokens = { old: makeToken(), new: makeToken() };
  await beginEmailChange(deps.db, {
    userId: user.id,
    newEmail,
    oldTokenHash: hashToken(tokens.old),
    newTokenHash: hashToken(tokens.new),
    expiresAt: new Date(Date.now() + validHours * 3_600_000),
  });
  const isTaken = (await findAccount(deps.db, newEmail)) !== null;
  const mailOf = (side: 'old' | 'new', recipient: string) => {
    const url = `${deps.env.publicUrl}/change-email?token=${tokens[side]}`;
    return renderEmailChange({ recipient, language, url, validHours, side });
  };
  await deps.mailer.send(mailOf('old', user.email));
  await deps.mailer.send(
    isTaken
      ? renderAccountExists({ recipient: newEmail, language, url: `${deps.env.publicUrl}/sign-in` })
      : mailOf('new', newEmail),
  );
}

interface UsedLink {
  token: string;
  from: AuditFrom;
  language: MailLanguage;
}

/** One of the two links. `done`: both were used, the account has moved and every session has ended. */
export async function confirmOwnEmailChange(
  deps: Deps,
  { token, from, language }: UsedLink,
): Promise<{ status: 'waiting'; for: 'old' | 'new' } | { status: 'done' }> {
  await limitAddress(deps, from.address);
  const result = await confirmEmailChange(deps.db, { tokenHash: hashToken(token), from });
  if (result.outcome === 'waiting') return { status: 'waiting', for: result.for };
  if (result.outcome === 'done') {
    deps.log.info({ userId: result.userId }, 'address changed, sessions ended');
    for (const email of [result.oldEmail, result.newEmail])
      sendNotice(deps, { email, language, notice: 'email-changed' });
    return { status: 'done' };
  }
  if (result.outcome === 'taken')
    throw new AppError('conflict', 'Another account has this address by now. Choose another one in your profile.');
  throw new AppError(
    'invalid_value',
    'This link was used before, is older than 24 hours, or was followed by a newer one.',
    { param: 'token' },
  );
}
