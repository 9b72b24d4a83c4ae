import { createAccount } from '@modelmint/db/system/create-account';
import { isVisibleLine, visibleLine } from '@modelmint/domain/visible-text';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import { renderAccountExists } from '@modelmint/mail/render-account-exists';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { requireSwitch } from '../../operator/server/require-switch.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './hash-password.ts';
import { limitAddress, limitInbox } from './limit-attempts.ts';
import { parseEmail } from './parse-email.ts';
import { sendVerification } from './send-verification.ts';

/** A name on a screen and in a mail. */
export const ShownName = z
  .string()
  .trim()
  .min(1, 'write a name')
  .max(80, 'use at most 80 characters')
  .refine(isVisibleLine, visibleLine);

export const SignUpInput = z.strictObject({
  email: z.string().max(500),
  password: z.string().max(2_000),
  name: ShownName,
  organizationName: ShownName,
});
export type SignUpInput = z.infer<typeof SignUpInput>;

/** Who asks: the network address for limits, the language for mails. */
export interface Visitor {
  address: string;
  language: MailLanguage;
}

/**
 * A person, an organization, its first project and trial credit; then a mail that confirms the address.
 * An address that has an account gets a mail instead and the same answer in the same time.
 */
export async function signUp(deps: Deps, visitor: Visitor, input: SignUpInput): Promise<void> {
  const email = parseEmail(input.email);
  checkPassword(input.password, [email, input.name, input.organizationName]);
  await requireSwitch(deps, 'signUp');
  await limitAddress(deps, visitor.address);
  await limitInbox(deps, email);
  const passwordHash = await hashPassword(input.password);
  const { name, organizationName } = input;
  const created = await createAccount(deps.db, {
    email,
    name,
    organizationName,
    passwordHash,
    language: visitor.language,
  });
  if (created === null) {
    const url = `${deps.env.publicUrl}/sign-in`;
    await deps.mailer.send(renderAccountExists({ recipient: email, language: visitor.language, url }));
    return;
  }
  deps.log.info({ userId: created.userId, organizationId: created.organizationId }, 'signed up');
  await sendVerification(deps, { userId: created.userId, email, language: visitor.language });
}
