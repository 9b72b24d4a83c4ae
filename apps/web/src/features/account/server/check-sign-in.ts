import { findAccount } from '@modelmint/db/system/find-account';
import { replacePasswordHash } from '@modelmint/db/system/replace-password-hash';
import { forgetAttempts } from '@modelmint/db/system/take-attempt';
import { normalizeEmail } from '@modelmint/domain/email-address';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { hashPassword, needsRehash, verifyPassword } from './hash-password.ts';
import { limitAddress, limitGuesses } from './limit-attempts.ts';

export interface SignInInput {
  email: string;
  password: string;
  /** Network address of who asks. */
  address: string;
  /** Id of a browser that signed in to this account before (its cookie was checked); has a delay of its own. */
  knownDevice: string | null;
}

const wrong = () =>
  new AppError('unauthenticated', 'The e-mail address or the password is wrong. Check both, or choose a new password.');

/**
 * The person with this address and password. Throws `unauthenticated`, the same for a wrong password, an unknown
 * address and a disabled account, or `rate_limit_exceeded`. A guesser slows down everybody but known browsers.
 */
export async function checkSignIn(deps: Deps, input: SignInInput): Promise<{ id: string; email: string }> {
  await limitAddress(deps, input.address);
  const email = normalizeEmail(input.email);
  if (email === null || input.password.length > 2_000) {
    await verifyPassword(null, '');
    throw wrong();
  }
  const attempts = input.knownDevice === null ? `account:${email}` : `device:${input.knownDevice}:${email}`;
  await limitGuesses(deps, attempts);
  const account = await findAccount(deps.db, email);
  const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
  if (account === null || !isRight || account.isDisabled) throw wrong();
  await forgetAttempts(deps.db, attempts);
  const { id: userId, passwordHash } = account;
  if (passwordHash !== null && needsRehash(passwordHash))
    await replacePasswordHash(deps.db, { userId, from: passwordHash, to: await hashPassword(input.password) });
  return { id: userId, email };
}
