import { confirmEmail } from '@modelmint/db/system/confirm-email';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { hashToken } from './session-cookie.ts';

/** Throws `invalid_value` for a link that was used, is too old or was never given out. */
export async function verifyEmail(deps: Deps, token: string): Promise<void> {
  const confirmed = await confirmEmail(deps.db, hashToken(token));
  if (confirmed === null)
    throw new AppError(
      'invalid_value',
      'This link was used before or is older than 24 hours. Sign in and have a new one sent.',
      { param: 'token' },
    );
  deps.log.info({ userId: confirmed.userId }, 'address confirmed');
}
