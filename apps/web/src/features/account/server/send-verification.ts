import { createEmailToken } from '@modelmint/db/system/create-email-token';
import { findAccount } from '@modelmint/db/system/find-account';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import { renderVerifyEmail } from '@modelmint/mail/render-verify-email';
import type { Deps } from '../../../deps.ts';
import { limitInbox } from './limit-attempts.ts';
import { hashToken, makeToken } from './session-cookie.ts';

const validHours = 24;

interface Recipient {
  userId: string;
  email: string;
  language: MailLanguage;
}

/** Mails a link that confirms the address: 24 h, once. */
export async function sendVerification(deps: Deps, { userId, email, language }: Recipient): Promise<void> {
  const token = makeToken();
  const expiresAt = new Date(Date.now() + validHours * 3600 * 1000);
  await createEmailToken(deps.db, { userId, kind: 'VERIFY', tokenHash: hashToken(token), expiresAt });
  const url = `${deps.env.publicUrl}/verify-email?token=${token}`;
  await deps.mailer.send(renderVerifyEmail({ recipient: email, language, url, validHours }));
}

/** For a signed-in person whose address is not confirmed yet; nothing to do otherwise. */
export async function resendVerification(deps: Deps, { userId, email, language }: Recipient): Promise<void> {
  const account = await findAccount(deps.db, email);
  if (account === null || account.emailVerified !== null) return;
  await limitInbox(deps, email);
  await sendVerification(deps, { userId, email, language });
}
