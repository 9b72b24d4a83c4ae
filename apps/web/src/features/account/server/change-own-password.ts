import { changePassword } from '@modelmint/db/system/change-password';
import { findAccount } from '@modelmint/db/system/find-account';
import { forgetAttempts } from '@modelmint/db/system/take-attempt';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword, verifyPassword } from './hash-password.ts';
import { limitAddress, limitGuesses } from './limit-attempts.ts';
import { sendNotice } from './send-notice.ts';

export const PasswordChange = z.strictObject({
  /** Left out by a person who has none yet. */
  currentPassword: z.string().max(2_000).optional(),
  password: z.string().max(2_000),
});
export type PasswordChange = z.infer<typeof PasswordChange>;

/**
 * A new password for somebody who knows the old one, or who has none and signed in a moment ago. All other browsers are
 * signed out. Throws `invalid_value` for a wrong old or a weak new password.
 */
export async function changeOwnPassword(deps: Deps, actor: AccountActor, input: PasswordChange): Promise<void> {
  const { user, sessionHash, from, language } = actor;
  await limitAddress(deps, from.address);
  const account = await findAccount(deps.db, user.email);
  const oldHash = account?.passwordHash ?? null;
  if (oldHash === null) requireRecentSignIn(actor);
  else await checkCurrent(deps, actor, { oldHash, given: input.currentPassword ?? '' });
  checkPassword(input.password, [user.email, user.name]);
  const newHash = await hashPassword(input.password);
  const isChanged = await changePassword(deps.db, { userId: user.id, oldHash, newHash, sessionHash, from });
  if (!isChanged)
    throw new AppError('conflict', 'The password was changed by somebody else a moment ago. Sign in again.');
  deps.log.info({ userId: user.id }, 'password changed, other sessions ended');
  sendNotice(deps, { email: user.email, language, notice: 'password-changed' });
}

async function checkCurrent(
  deps: Deps,
  { user }: AccountActor,
  { oldHash, given }: { oldHash: string; given: string },
): Promise<void> {
  const attempts = `confirm:${user.id}`;
  await limitGuesses(deps, attempts);
  if (!(await verifyPassword(oldHash, given)))
    throw new AppError('invalid_value', 'This is not your current password.', { param: 'currentPassword' });
  await forgetAttempts(deps.db, attempts);
}
