import { isEmailTokenLive } from '@modelmint/db/system/find-email-token';
import { resetPassword } from '@modelmint/db/system/reset-password';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './hash-password.ts';
import { limitAddress } from './limit-attempts.ts';
import { hashToken } from './session-cookie.ts';

interface ChosenPassword {
  /** Of the link in the mail. */
  token: string;
  password: string;
  /** Network address of who asks. */
  address: string;
}

const dead = () =>
  new AppError('invalid_value', 'This link was used before or is older than one hour. Ask for a new one.', {
    param: 'token',
  });

/** A new password by the link in the mail. Ends all sessions; a weak password leaves the link alive. */
export async function choosePassword(deps: Deps, { token, password, address }: ChosenPassword): Promise<void> {
  await limitAddress(deps, address);
  const tokenHash = hashToken(token);
  if (!(await isEmailTokenLive(deps.db, { tokenHash, kind: 'RESET' }))) throw dead();
  checkPassword(password, []);
  const changed = await resetPassword(deps.db, { tokenHash, passwordHash: await hashPassword(password) });
  if (changed === null) throw dead();
  deps.log.info({ userId: changed.userId }, 'password changed, sessions ended');
}
