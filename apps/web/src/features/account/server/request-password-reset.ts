import { createEmailToken } from '@modelmint/db/system/create-email-token';
import { findAccount } from '@modelmint/db/system/find-account';
import { renderResetPassword } from '@modelmint/mail/render-reset-password';
import type { Deps } from '../../../deps.ts';
import { limitAddress, limitInbox } from './limit-attempts.ts';
import { parseEmail } from './parse-email.ts';
import { hashToken, makeToken } from './session-cookie.ts';
import type { Visitor } from './sign-up.ts';

const validMinutes = 60;

/** Mails a link for a new password: 1 h, once. The answer is the same for an address without an account. */
export async function requestPasswordReset(deps: Deps, visitor: Visitor, address: string): Promise<void> {
  const email = parseEmail(address);
  await limitAddress(deps, visitor.address);
  await limitInbox(deps, email);
  const account = await findAccount(deps.db, email);
  if (account === null || account.isDisabled) return;
  const token = makeToken();
  const expiresAt = new Date(Date.now() + validMinutes * 60 * 1000);
  await createEmailToken(deps.db, { userId: account.id, kind: 'RESET', tokenHash: hashToken(token), expiresAt });
  const url = `${deps.env.publicUrl}/reset-password?token=${token}`;
  const mail = renderResetPassword({ recipient: email, language: visitor.language, url, validMinutes });
  // Not waited for: the time of an answer must not tell who has an account. The mail can be asked for again.
  deps.mailer.send(mail).catch((error: unknown) => {
    deps.log.error({ err: error, userId: account.id }, 'reset mail was not sent');
  });
}
