import { createEmailToken } from '@modelmint/db/system/create-email-token';
import { findAccount } from '@modelmint/db/system/find-account';
import { renderSignInLink } from '@modelmint/mail/render-sign-in-link';
import type { Deps } from '../../../deps.ts';
import { limitAddress, limitInbox } from './limit-attempts.ts';
import { parseEmail } from './parse-email.ts';
import { hashToken, makeToken } from './session-cookie.ts';
import type { Visitor } from './sign-up.ts';

const validMinutes = 15;

/** Mails a link that signs in: 15 min, once. The answer is the same, and as fast, for an address without an account. */
export async function requestSignInLink(deps: Deps, visitor: Visitor, address: string): Promise<void> {
  const email = parseEmail(address);
  await limitAddress(deps, visitor.address);
  await limitInbox(deps, email);
  const account = await findAccount(deps.db, email);
  if (account === null || account.isDisabled) return;
  const token = makeToken();
  const expiresAt = new Date(Date.now() + validMinutes * 60_000);
  await createEmailToken(deps.db, { userId: account.id, kind: 'SIGN_IN', tokenHash: hashToken(token), expiresAt });
  const url = `${deps.env.publicUrl}/sign-in/link?token=${token}`;
  const mail = renderSignInLink({ recipient: email, language: visitor.language, url, validMinutes });
  deps.mailer.send(mail).catch((error: unknown) => {
    deps.log.error({ err: error, userId: account.id }, 'sign-in mail was not sent');
  });
}
